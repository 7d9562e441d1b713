@node "%~dp0..\main.ts" wasm-ld %*
