// Package host holds the functions a plugin imports from extism:host/env, and on other platforms a host in memory that
// answers them in unit tests.
//
// A handle is the offset of a block of the host's memory; 0 is the empty value.
package host

//go:wasmimport extism:host/env alloc
func Alloc(length uint64) (handle uint64)

//go:wasmimport extism:host/env free
func Free(handle uint64)

//go:wasmimport extism:host/env length
func Length(handle uint64) uint64

//go:wasmimport extism:host/env load_u8
func LoadU8(offset uint64) uint32

//go:wasmimport extism:host/env load_u64
func LoadU64(offset uint64) uint64

//go:wasmimport extism:host/env store_u8
func StoreU8(offset uint64, value uint32)

//go:wasmimport extism:host/env store_u64
func StoreU64(offset uint64, value uint64)

//go:wasmimport extism:host/env input_length
func InputLength() uint64

//go:wasmimport extism:host/env input_load_u8
func InputLoadU8(index uint64) uint32

//go:wasmimport extism:host/env input_load_u64
func InputLoadU64(index uint64) uint64

//go:wasmimport extism:host/env output_set
func OutputSet(offset, length uint64)

//go:wasmimport extism:host/env error_set
func ErrorSet(handle uint64)

//go:wasmimport extism:host/env config_get
func ConfigGet(key uint64) (value uint64)

//go:wasmimport extism:host/env var_get
func VarGet(name uint64) (value uint64)

//go:wasmimport extism:host/env var_set
func VarSet(name, value uint64)

//go:wasmimport extism:host/env get_log_level
func LogLevel() int32

//go:wasmimport extism:host/env log_trace
func LogTrace(message uint64)

//go:wasmimport extism:host/env log_debug
func LogDebug(message uint64)

//go:wasmimport extism:host/env log_info
func LogInfo(message uint64)

//go:wasmimport extism:host/env log_warn
func LogWarn(message uint64)

//go:wasmimport extism:host/env log_error
func LogError(message uint64)

// Extism's SDK for JavaScript answers http_status_code and http_headers only where they are imported after http_request,
// as they are when they are declared after it.

//go:wasmimport extism:host/env http_request
func HTTPRequest(request, body uint64) (response uint64)

//go:wasmimport extism:host/env http_status_code
func HTTPStatusCode() int32

//go:wasmimport extism:host/env http_headers
func HTTPHeaders() (headers uint64)

//go:wasmimport extism:host/user http_batch
func HTTPBatch(requests uint64) (responses uint64)
