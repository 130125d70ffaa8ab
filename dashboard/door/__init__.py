"""The door: what stands between the network and Streamlit.

Outermost first: `security.Guard` refuses wrong hosts and origins, closes addresses nobody needs and sets the security
headers; `floods.Floods` lets no address have all of the server; `files.Files` answers with Streamlit's bundle and our
own files, compressed beforehand; `index.Index` answers with the HTML of a page and its first paint. `exports` answers
with pictures as files, made by processes of their own; `review_files` with those about joint reviews; `sign_in` with
the pages where people enter, `desk` with what becomes of a form, `imports` and `import_files` with what becomes of a
file that is brought. Where the setting asks for an account, `readers` lets only those in.
Only then comes Streamlit.
"""

from __future__ import annotations

from typing import Any

from starlette.middleware import Middleware

from dashboard import providers
from dashboard.door import (
    administration,
    desk,
    exports,
    health,
    import_files,
    imports,
    life,
    log,
    panel,
    position,
    readers,
    review_files,
    sign_in,
    small_counts,
    templates,
)
from dashboard.door.files import Files
from dashboard.door.floods import Floods
from dashboard.door.index import Index, Paint, product_paint
from dashboard.door.security import Guard, public_hosts
from dashboard.providers import CALLBACK


def around(paint: Paint = product_paint) -> dict[str, Any]:
    """What `st.App` needs besides its script."""
    log.set_up()
    providers.check(public_hosts())
    read = [*exports.routes(), *review_files.routes(), *templates.routes()]
    routes = [*health.routes(), *map(readers.only, read), *sign_in.routes(), *small_counts.routes()]
    routes += [*desk.routes(), *position.routes(), *administration.routes(), *imports.routes(), *import_files.routes()]
    return {
        "middleware": [
            Middleware(Guard, public=public_hosts(), returns={CALLBACK} if providers.configured() else ()),
            Middleware(Floods),
            Middleware(Files),
            Middleware(Index, routes=frozenset(route.path for route in routes), paint=paint),
        ],
        "routes": routes,
        "lifespan": life.lifespan,
        "on_script_error": panel.show,
    }
