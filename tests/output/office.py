"""Drive LibreOffice headless: render a file, accept or reject all its revisions."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Settle(fromUrl As String, toUrl As String, verb As String, kind As String)
  Dim args1(0) As New com.sun.star.beans.PropertyValue
  args1(0).Name = "Hidden"
  args1(0).Value = True
  oDoc = StarDesktop.loadComponentFromURL(fromUrl, "_blank", 0, args1())
  oHelper = createUnoService("com.sun.star.frame.DispatchHelper")
  oHelper.executeDispatch(oDoc.CurrentController.Frame, ".uno:" + verb, "", 0, Array())
  Dim args2(0) As New com.sun.star.beans.PropertyValue
  args2(0).Name = "FilterName"
  args2(0).Value = kind
  oDoc.storeToURL(toUrl, args2())
  oDoc.close(True)
End Sub
</script:module>
"""


def _command(profile: Path) -> list[str]:
    return [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless"]


def run(*arguments: str, seconds: int = 120) -> None:
    """Run LibreOffice with a profile of its own; its process group ends with it."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder)
        if any(argument.startswith("macro:") for argument in arguments):
            # A first start writes the profile's own, empty module.
            _wait([*_command(profile), "--terminate_after_init"], seconds)
            (profile / "user/basic/Standard/Module1.xba").write_text(_MODULE)
        _wait([*_command(profile), *arguments], seconds)


def _wait(command: list[str], seconds: int) -> None:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise


def settle(source: Path, target: Path, command: str) -> None:
    """Save ``source`` after AcceptAllTrackedChanges or RejectAllTrackedChanges."""
    filters = {".docx": "MS Word 2007 XML", ".txt": "Text"}
    arguments = f'"{source.as_uri()}","{target.as_uri()}","{command}","{filters[target.suffix]}"'
    run(f"macro:///Standard.Module1.Settle({arguments})")
    assert target.exists(), "LibreOffice wrote no file"


def convert(source: Path, kind: str, folder: Path) -> Path:
    """Convert a file and return the new one."""
    run("--convert-to", kind, "--outdir", str(folder), str(source))
    target = folder / f"{source.stem}.{kind.split(':')[0]}"
    assert target.exists(), "LibreOffice wrote no file"
    return target


def pdf_text(path: Path) -> str:
    """Return the text of a PDF in its layout; pages end with a form feed."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    command = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout
