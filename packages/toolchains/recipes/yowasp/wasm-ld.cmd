@if exist "%~dp0..\..\src\c\yowasp\main.ts" (node "%~dp0..\..\src\c\yowasp\main.ts" wasm-ld %*) else (node "%~dp0..\..\dist\c\yowasp\main.js" wasm-ld %*)
