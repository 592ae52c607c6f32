@echo off
rem Makes .venv and installs the locked packages into it. A copy of the lock in .venv is the stamp:
rem while it equals the lock, nothing is to be done.
if exist ".venv\Scripts\python.exe" (
    fc /b requirements.txt ".venv\installed.txt" >nul 2>&1 && exit /b 0
)
set "PY="
for %%V in (3.13 3.12 3.11) do if not defined PY (
    py -%%V -c "" >nul 2>&1 && set "PY=py -%%V"
)
if not defined PY (
    echo Python 3.11, 3.12 or 3.13 is needed, 64 bit, with the py launcher ^(python.org^). 1>&2
    exit /b 1
)
if not exist ".venv\Scripts\python.exe" (
    %PY% -m venv .venv || exit /b 1
)
echo Installing the locked packages into .venv ...
".venv\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt || exit /b 1
copy /y requirements.txt ".venv\installed.txt" >nul
