//go:build !wasm

// Package host holds the functions a plugin imports from extism:host/env, and on other platforms a host in memory that
// answers them in unit tests.
package host

import "encoding/binary"

// State is what the host in memory holds. Calls are made one at a time.
type State struct {
	Input, Output, Error []byte
	Config               map[string]string
	Vars                 map[string][]byte
	Level                int32
	Log                  []LogLine
	// HTTP answers http_request.
	HTTP func(request, body []byte) (status int32, headers, response []byte)
	// Batch answers http_batch.
	Batch func(requests []byte) (responses []byte)

	blocks  map[uint64][]byte
	next    uint64
	status  int32
	headers []byte
}

// LogLine is a message with its level, 0 (trace) to 4 (error).
type LogLine struct {
	Level   int32
	Message string
}

// Current is the host that answers.
var Current = &State{}

// A block's offset is its number times this, so that an offset within it names it too.
const stride = 1 << 32

// Alloc is a block of zeros.
func Alloc(length uint64) uint64 {
	if length == 0 {
		return 0
	}
	return store(make([]byte, length))
}

// Free ends a block's life.
func Free(handle uint64) { delete(Current.blocks, handle) }

// Length is a block's, or 0.
func Length(handle uint64) uint64 { return uint64(len(Current.blocks[handle])) }

// LoadU8 reads a byte.
func LoadU8(offset uint64) uint32 { return uint32(at(offset)[0]) }

// LoadU64 reads eight bytes.
func LoadU64(offset uint64) uint64 { return binary.LittleEndian.Uint64(at(offset)) }

// StoreU8 writes a byte.
func StoreU8(offset uint64, value uint32) { at(offset)[0] = byte(value) }

// StoreU64 writes eight bytes.
func StoreU64(offset uint64, value uint64) { binary.LittleEndian.PutUint64(at(offset), value) }

// InputLength is the input's.
func InputLength() uint64 { return uint64(len(Current.Input)) }

// InputLoadU8 reads a byte of the input.
func InputLoadU8(index uint64) uint32 { return uint32(Current.Input[index]) }

// InputLoadU64 reads eight bytes of the input.
func InputLoadU64(index uint64) uint64 { return binary.LittleEndian.Uint64(Current.Input[index:]) }

// OutputSet takes the output.
func OutputSet(offset, length uint64) {
	Current.Output = nil
	if length > 0 {
		Current.Output = append([]byte{}, at(offset)[:length]...)
	}
}

// ErrorSet takes the error text.
func ErrorSet(handle uint64) { Current.Error = take(handle) }

// ConfigGet looks a key up.
func ConfigGet(key uint64) uint64 {
	value, present := Current.Config[string(take(key))]
	return give([]byte(value), present)
}

// VarGet looks a variable up.
func VarGet(name uint64) uint64 {
	value, present := Current.Vars[string(take(name))]
	return give(value, present)
}

// VarSet sets a variable, or removes it.
func VarSet(name, value uint64) {
	key := string(take(name))
	if value == 0 {
		delete(Current.Vars, key)
		return
	}
	if Current.Vars == nil {
		Current.Vars = map[string][]byte{}
	}
	Current.Vars[key] = take(value)
}

// LogLevel is the lowest that is kept.
func LogLevel() int32 { return Current.Level }

// LogTrace keeps a message.
func LogTrace(message uint64) { log(0, message) }

// LogDebug keeps a message.
func LogDebug(message uint64) { log(1, message) }

// LogInfo keeps a message.
func LogInfo(message uint64) { log(2, message) }

// LogWarn keeps a message.
func LogWarn(message uint64) { log(3, message) }

// LogError keeps a message.
func LogError(message uint64) { log(4, message) }

// HTTPRequest asks the test.
func HTTPRequest(request, body uint64) uint64 {
	status, headers, response := Current.HTTP(take(request), take(body))
	Current.status, Current.headers = status, headers
	return give(response, true)
}

// HTTPStatusCode is the last response's.
func HTTPStatusCode() int32 { return Current.status }

// HTTPHeaders are the last response's.
func HTTPHeaders() uint64 { return give(Current.headers, true) }

// HTTPBatch asks the test.
func HTTPBatch(requests uint64) uint64 { return give(Current.Batch(take(requests)), true) }

// Blocks says how many blocks there are.
func Blocks() int { return len(Current.blocks) }

func log(level int32, message uint64) {
	Current.Log = append(Current.Log, LogLine{Level: level, Message: string(take(message))})
}

func store(bytes []byte) uint64 {
	if Current.blocks == nil {
		Current.blocks = map[uint64][]byte{}
	}
	Current.next += stride
	Current.blocks[Current.next] = bytes
	return Current.next
}

func give(value []byte, present bool) uint64 {
	if !present || len(value) == 0 {
		return 0
	}
	return store(append([]byte{}, value...))
}

func take(handle uint64) []byte {
	bytes := Current.blocks[handle]
	Free(handle)
	return bytes
}

func at(offset uint64) []byte {
	block := offset &^ (stride - 1)
	return Current.blocks[block][offset-block:]
}
