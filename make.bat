@echo off
rem The Makefile's "demo" and "test" for Windows: make.bat demo, make.bat test (needs Python 3.11 or newer).
setlocal
cd /d "%~dp0"
set "PYTHON=python"
where py >nul 2>nul && set "PYTHON=py -3"

if /i "%~1"=="demo" goto demo
if /i "%~1"=="test" goto test
echo make.bat demo    tao .venv, soan cac van ban mau vao output\ (make the sample documents)
echo make.bat test    tao .venv, chay ruff, mypy va kiem thu (run linters and tests)
exit /b 0

:demo
%PYTHON% .ci\bootstrap.py preview || exit /b
.venv\Scripts\python.exe .ci\demo.py
exit /b

:test
%PYTHON% .ci\bootstrap.py dev || exit /b
.venv\Scripts\python.exe .ci\test.py
exit /b
