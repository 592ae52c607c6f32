@echo off
rem Every check on Windows. First makes .venv and installs the locked packages (once per lock).
setlocal
cd /d "%~dp0"
set "PYTHONUTF8=1"
call "%~dp0scripts\environment.cmd" || exit /b 1
".venv\Scripts\python.exe" -m tests.check %*
exit /b %errorlevel%
