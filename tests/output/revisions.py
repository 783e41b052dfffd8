"""Accept or reject all revisions of a WordprocessingML part, by Word's rules, for tests."""

from lxml import etree

from assistant.ooxml import W

IN = {W + "ins", W + "moveTo"}
OUT = {W + "del", W + "moveFrom"}


def accept(root):
    return _settle(root, gone=OUT, kept=IN, mark_gone="del", mark_kept="ins")


def reject(root):
    for change in list(root.iter(W + "pPrChange")):
        _restore(change)
    return _settle(root, gone=IN, kept=OUT, mark_gone="ins", mark_kept="del")


def _restore(change):
    properties = change.getparent()
    before = change.find(W + "pPr")
    keep = [c for c in properties if c.tag in {W + "rPr", W + "sectPr"}]
    for child in list(properties):
        properties.remove(child)
    properties.extend(list(before))
    properties.extend(keep)


def _settle(root, gone, kept, mark_gone, mark_kept):
    marked = []
    for p in root.iter(W + "p"):
        mark = p.find(f"{W}pPr/{W}rPr")
        if mark is None:
            continue
        for tag in (mark_gone, mark_kept):
            for found in mark.findall(W + tag):
                mark.remove(found)
                if tag == mark_gone:
                    marked.append(p)
    for tag in gone:
        for element in list(root.iter(tag)):
            if element.getparent() is not None and element.getparent().tag != W + "rPr":
                element.getparent().remove(element)
    for tag in kept:
        for element in list(root.iter(tag)):
            parent = element.getparent()
            if parent.tag != W + "trPr":
                index = parent.index(element)
                parent[index : index + 1] = list(element)
    for text in root.iter(W + "delText"):
        text.tag = W + "t"
    for change in list(root.iter(W + "pPrChange")):
        change.getparent().remove(change)
    for p in reversed(marked):
        _merge_into_next(p)
    return root


def _merge_into_next(p):
    following = p.getnext()
    while following is not None and following.tag != W + "p":
        assert "bookmark" in str(following.tag), "a removed paragraph mark needs a next paragraph"
        following = following.getnext()
    assert following is not None, "a removed paragraph mark needs a next paragraph"
    properties = following.find(W + "pPr")
    at = 0 if properties is None else 1
    following[at:at] = [child for child in p if child.tag != W + "pPr"]
    p.getparent().remove(p)


def shape(root):
    """Return for each paragraph its depth in tables, properties, and formatted text."""
    return [_paragraph(p) for p in root.iter(W + "p")]


def _paragraph(p):
    depth = len(list(p.iterancestors(W + "tc")))
    return depth, _properties(p.find(W + "pPr")), _runs(p)


def _runs(p):
    """Return (text, formatting) of the paragraph's runs, equal neighbours joined."""
    out = []
    for run in p.iter(W + "r"):
        if next(run.iterancestors(W + "p")) is not p:
            continue
        look = _properties(run.find(W + "rPr"))
        for leaf in run:
            if leaf.tag in {W + "commentReference", W + "lastRenderedPageBreak"}:
                continue
            text = (leaf.text or "") if leaf.tag == W + "t" else f"<{etree.QName(leaf).localname}>"
            if leaf.tag == W + "rPr" or not text:
                continue
            if out and out[-1][1] == look:
                out[-1] = (out[-1][0] + text, look)
            else:
                out.append((text, look))
    return out


def _properties(element):
    if element is None:
        return ""
    for mark in element.findall(W + "rPr"):
        if not len(mark):
            element.remove(mark)
    if not len(element):
        return ""
    return etree.tostring(element, method="c14n", exclusive=True).decode()
