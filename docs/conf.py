"""How the pages are built: ``nox -s docs``."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

for place in ("src", "tests", "docs"):
    sys.path.insert(0, str(Path(__file__).parents[1] / place))
from printed_pages import place_promised, printed  # noqa: E402 - found by what is said above

ROOT = Path(__file__).parents[1]

# What runs the cells of a notebook is a process of its own, and needs to find the same code.
os.environ["PYTHONPATH"] = os.pathsep.join(
    filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH")))
)

project = "sepadd"
author = "The sepadd contributors"
project_copyright = "2026, The sepadd contributors"
release = version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
    "version"
]

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx_copybutton"]
exclude_patterns = ["_build", "notebooks/.ipynb_checkpoints"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "force"  # what a page shows is what its cells answer now
nb_execution_raise_on_error = True
nb_execution_in_temp = True
nb_execution_timeout = 120
nb_merge_streams = True
smartquotes = False  # what a finding or a profile says is shown sign by sign

autodoc_default_options = {
    "members": True,
    "undoc-members": True,
    "imported-members": True,  # a name is told where it is promised: at the face of its room
    "no-value": True,  # a table of the scheme would fill pages
    "show-inheritance": True,
    # What a class of ours inherits from a class of ours is told; what Python gave it, is not.
    "inherited-members": "object,int,str,tuple,StrEnum,Exception",
}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
add_module_names = False

# Only our own public names have to be found: neither `_Private` ones nor type variables.
nitpick_ignore_regex = [(r"py:.*", r"(?!sepadd\.).*"), (r"py:.*", r".*\.(_\w+|[A-Z])")]

html_theme = "furo"
html_title = f"sepadd {release}"
html_static_path = ["_static"]
html_css_files = ["custom.css"]
copybutton_exclude = ".linenos, .gp, .go"


def print_from_the_code(_app: Sphinx, _document: str, source: list[str]) -> None:
    """Print what a page wants printed from the code."""
    source[0] = printed(source[0])


def look_at_the_face(
    app: Sphinx, environment: BuildEnvironment, reference: pending_xref, text: nodes.TextElement
) -> nodes.Node | None:
    """Find what a type names by its module where a room promises it, or leave it plain."""
    name = reference.get("reftarget", "")
    if reference.get("refdomain") != "py" or not name.startswith("sepadd."):
        return None
    promised = place_promised(name)
    if promised is None:
        return text
    place = (environment, reference["refdoc"], app.builder)
    found = environment.domains["py"].resolve_xref(
        *place, reference["reftype"], promised, reference, text
    )
    return found or text


def setup(app: Sphinx) -> None:
    """Have the code printed when a page is read, and names found where they are promised."""
    app.connect("source-read", print_from_the_code)
    app.connect("missing-reference", look_at_the_face)
