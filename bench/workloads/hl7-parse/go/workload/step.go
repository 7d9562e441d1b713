package workload

// place is where a text starts, as the number of brackets that are open there.
type place uint8

const (
	fieldStart place = iota
	repetitionStart
	componentStart
	subcomponentStart
	places
)

// placeBehind has the place behind each separator.
var placeBehind = [...]place{
	segmentEnd:   fieldStart,
	field:        fieldStart,
	repetition:   repetitionStart,
	component:    componentStart,
	subcomponent: subcomponentStart,
}

// step is what is written before and behind a text, and the row of the next one.
type step struct {
	before                     [4]byte
	behind                     [8]byte
	beforeLength, behindLength uint8
	next                       row
	_                          uint8 // makes it sixteen bytes
}

// row is where a place's steps begin in the table. They are by the kind of the separator behind the text, and in the second
// half by that behind a text of no bytes.
type row uint8

const (
	rowLength = 16
	empty     = rowLength / 2
)

func rowOf(p place) row { return row(p) * rowLength }

// steps are looked up, which takes no branch, before their text is written, so that nothing has to be inserted later.
var steps [places * rowLength]step

func init() {
	for start := range places {
		of := steps[rowOf(start):][:rowLength]
		for separator := segmentEnd; separator <= subcomponent; separator++ {
			of[separator] = newStep(start, separator, `"`)
			of[separator+empty] = of[separator]
		}
	}
	steps[segmentEnd+empty] = newStep(fieldStart, segmentEnd, "")
	steps[field+empty] = newStep(fieldStart, field, "")
}

func newStep(start place, separator kind, quote string) step {
	end := placeBehind[separator]
	inside := max(start, end, repetitionStart)
	before, behind := "[[["[:inside-start]+quote, quote+"]]]"[:inside-end]
	if separator != segmentEnd {
		behind += ","
	}
	s := step{next: rowOf(end), beforeLength: uint8(len(before)), behindLength: uint8(len(behind))}
	copy(s.before[:], before)
	copy(s.behind[:], behind)
	return s
}
