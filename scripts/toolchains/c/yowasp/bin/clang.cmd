@node "%~dp0..\main.ts" clang %*
