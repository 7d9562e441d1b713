package jsontree

const hexDigits = "0123456789abcdef"

// AppendTo writes the value in the form of RFC 8785: no white space, members in order, strings with as few escapes as
// JSON allows. One thing differs: a number stays as it was written, because FHIR's decimals carry their precision (R4,
// datatypes.html#decimal), which RFC 8785 would take from them.
func (v *Value) AppendTo(out []byte) []byte {
	switch v.Kind() {
	case Null:
		return append(out, "null"...)
	case False:
		return append(out, "false"...)
	case True:
		return append(out, "true"...)
	case Number:
		return append(out, v.text...)
	case String:
		return appendString(out, v.text, v.plainText)
	case Array:
		out = append(out, '[')
		for element := v.first; element != nil; element = element.next {
			if element != v.first {
				out = append(out, ',')
			}
			out = element.AppendTo(out)
		}
		return append(out, ']')
	}
	out = append(out, '{')
	for member := v.first; member != nil; member = member.next {
		if member != v.first {
			out = append(out, ',')
		}
		out = append(appendString(out, member.key, member.plainKey), ':')
		out = member.AppendTo(out)
	}
	return append(out, '}')
}

func appendString(out []byte, text string, plain bool) []byte {
	out = append(out, '"')
	for !plain {
		end := plainEnd(text, 0)
		out = append(out, text[:end]...)
		if end == len(text) {
			return append(out, '"')
		}
		out = appendEscaped(out, text[end])
		text = text[end+1:]
	}
	return append(append(out, text...), '"')
}

func appendEscaped(out []byte, b byte) []byte {
	switch b {
	case '"', '\\':
		return append(out, '\\', b)
	case '\b':
		return append(out, '\\', 'b')
	case '\t':
		return append(out, '\\', 't')
	case '\n':
		return append(out, '\\', 'n')
	case '\f':
		return append(out, '\\', 'f')
	case '\r':
		return append(out, '\\', 'r')
	}
	return append(out, '\\', 'u', '0', '0', hexDigits[b>>4], hexDigits[b&15])
}

// size is at least how long the value is as AppendTo writes it.
func (v *Value) size() int {
	const longestEscape, punctuation = 6, len(`"":"",`) + len("false")
	size := punctuation
	if v == nil {
		return size
	}
	size += longestEscape*len(v.key) + longestEscape*len(v.text)
	if v.plainKey && v.plainText {
		size = punctuation + len(v.key) + len(v.text)
	}
	for child := v.first; child != nil; child = child.next {
		size += child.size()
	}
	return size
}
