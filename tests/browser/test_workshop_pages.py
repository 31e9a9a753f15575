from __future__ import annotations
import pytest
from tests.browser.workshop import Workshop
pytestmark = pytest.mark.browser

def test_smoke(workshop: Workshop) -> None:
    c = workshop.context("Anne")
    p = c.new_page()
    said=[]
    p.on("console", lambda m: said.append(m.text))
    p.goto("/guide")
    import axe_playwright_python.base as b, time
    t=time.time()
    p.evaluate(b.AXE_SCRIPT)
    r=p.evaluate("axe.run()")
    print(time.time()-t, [(v['id'],[n['html'] for n in v['nodes']]) for v in r['violations']], said)
    p.keyboard.press("Tab")
    print(p.evaluate("document.activeElement.outerHTML"))
    print(p.evaluate("[...document.querySelectorAll('a')].map(a=>{a.focus();return getComputedStyle(a).outlineStyle})"))
