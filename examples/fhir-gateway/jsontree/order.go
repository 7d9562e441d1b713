package jsontree

// Less is the order of names in RFC 8785 (section 3.2.3): by UTF-16 code units. Of UTF-8 that is the order of the
// bytes, but for U+E000 to U+FFFF, which come behind the characters that UTF-16 writes as surrogates.
func Less(a, b string) bool {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return rank(a[i]) < rank(b[i])
		}
	}
	return len(a) < len(b)
}

func rank(b byte) byte {
	if b == 0xee || b == 0xef {
		return b + 0x10
	}
	return b
}

// sortMembers puts an object's members in order, in n log n steps, and finds a name that stands there twice.
func (v *Value) sortMembers() (duplicate string, found bool) {
	v.first = mergeSort(v.first, v.Len())
	for member := v.first; member != nil; member = member.next {
		if member.next == nil {
			v.last = member
		} else if member.key == member.next.key {
			return member.key, true
		}
	}
	return "", false
}

// mergeSort sorts the first n values of a list and cuts the list behind them.
func mergeSort(list *Value, n int) *Value {
	if n == 1 {
		list.next = nil
		return list
	}
	middle := list
	for range n / 2 {
		middle = middle.next
	}
	return merge(mergeSort(list, n/2), mergeSort(middle, n-n/2))
}

func merge(a, b *Value) *Value {
	var head Value
	tail := &head
	for a != nil && b != nil {
		if Less(b.key, a.key) {
			tail.next, b = b, b.next
		} else {
			tail.next, a = a, a.next
		}
		tail = tail.next
	}
	if a == nil {
		a = b
	}
	tail.next = a
	return head.next
}
