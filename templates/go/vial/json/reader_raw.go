package json

// Raw reads any value and keeps its text.
func (r *Reader) Raw() Raw {
	r.peek()
	start := r.at
	r.Skip()
	if r.err != nil {
		return ""
	}
	return Raw(r.data[start:r.at])
}

// Skip passes over any value, checking that it is one.
func (r *Reader) Skip() {
	outside := len(r.scopes)
	r.skipStart()
	for r.err == nil && len(r.scopes) > outside {
		if r.scopes[len(r.scopes)-1].start < 0 {
			if r.Element() {
				r.skipStart()
			}
		} else if r.Member() {
			r.skipStart()
		}
	}
}

// skipStart passes over a scalar, or begins an object or array.
func (r *Reader) skipStart() {
	switch next := r.peek(); {
	case next == '{':
		r.Object()
	case next == '[':
		r.Array()
	case next == '"':
		r.text(nil)
	case next == '-' || next >= '0' && next <= '9':
		r.Number()
	case !r.Null() && !r.literal("true") && !r.literal("false"):
		r.Fail("expected a value")
	}
}
