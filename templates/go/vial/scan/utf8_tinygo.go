//go:build tinygo

package scan

// #include "utf8.h"
import "C"

import "unsafe"

// IsUTF8 tells whether a text is UTF-8, as [utf8.Valid] does.
func IsUTF8(text []byte) bool {
	return C.vial_is_utf8((*C.uchar)(unsafe.SliceData(text)), C.ulong(len(text))) != 0
}
