"""Drives LibreOffice over UNO, for the tests: python3 office.py SOCKET-OR-PIPE, then one JSON command a line on standard input.

A command is {"do": "accept"|"reject"|"none", "in": FILE, "save": [[FILE, FILTER], ...]}; the answer, one line of JSON, is the
paragraphs of the document after it, with their labels as they are printed, its tracked changes and its bookmarks.
"""
import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue


def prop(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            return resolver.resolve("uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.1)
    raise SystemExit("soffice does not answer")


def paragraphs(text):
    out = []
    e = text.createEnumeration()
    while e.hasMoreElements():
        p = e.nextElement()
        if p.supportsService("com.sun.star.text.TextTable"):
            for name in p.getCellNames():
                out += paragraphs(p.getCellByName(name))
            continue
        label = p.ListLabelString if hasattr(p, "ListLabelString") else ""
        out.append({"style": p.ParaStyleName, "label": label, "text": p.getString()})
    return out


def changes(doc):
    out = []
    e = doc.getRedlines().createEnumeration()
    while e.hasMoreElements():
        r = e.nextElement()
        d = r.RedlineDateTime
        out.append([r.RedlineType, r.RedlineAuthor, "%04d-%02d-%02dT%02d:%02d:%02dZ" % (d.Year, d.Month, d.Day, d.Hours, d.Minutes, d.Seconds)])
    return out


def main():
    ctx = connect(sys.argv[1])
    manager = ctx.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", ctx)
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", ctx)
    for line in sys.stdin:
        c = json.loads(line)
        doc = desktop.loadComponentFromURL(uno.systemPathToFileUrl(c["in"]), "_blank", 0, (prop("Hidden", True),))
        frame = doc.CurrentController.Frame
        if c["do"] == "accept":
            dispatcher.executeDispatch(frame, ".uno:AcceptAllTrackedChanges", "", 0, ())
        elif c["do"] == "reject":
            dispatcher.executeDispatch(frame, ".uno:RejectAllTrackedChanges", "", 0, ())
        for path, name in c.get("save", []):
            doc.storeToURL(uno.systemPathToFileUrl(path), (prop("FilterName", name),))
        answer = {
            "paragraphs": paragraphs(doc.Text),
            "changes": changes(doc),
            "bookmarks": sorted(doc.Bookmarks.ElementNames),
            "notes": [n.getString() for kind in (doc.Footnotes, doc.Endnotes) for n in kind],
            "comments": [],
        }
        e = doc.TextFields.createEnumeration()
        while e.hasMoreElements():
            f = e.nextElement()
            if f.supportsService("com.sun.star.text.textfield.Annotation"):
                answer["comments"].append([f.Author, f.Content])
        answer["comments"].sort()
        print(json.dumps(answer), flush=True)
        doc.close(True)
    desktop.terminate()


main()
