"""Edits a document in LibreOffice as a delegate does, with the recording of changes on: python3 edit.py PIPE IN OUT AUTHOR < edits

A line of edits is JSON: ["replace", words, by] replaces words, ["after", words, new] puts a new paragraph after the one that holds
the words, ["delete", words] deletes the paragraph that holds them, ["comment", words, text] remarks on them, ["join", words] deletes
the end of the paragraph that holds them, ["split", words] begins a new paragraph behind them.
"""
import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK


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


def author(ctx, name):
    provider = ctx.ServiceManager.createInstanceWithContext("com.sun.star.configuration.ConfigurationProvider", ctx)
    data = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationUpdateAccess", (prop("nodepath", "/org.openoffice.UserProfile/Data"),))
    data.setPropertyValue("givenname", name)
    data.setPropertyValue("sn", "")
    data.commitChanges()


def find(doc, words):
    search = doc.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = words, True
    found = doc.findFirst(search)
    if found is None:
        raise SystemExit("not in the document: " + words)
    return found


def edit(doc, what, words, more=""):
    place = find(doc, words)
    text = place.Text
    if what == "replace":
        place.setString(more)
    elif what == "after":
        cursor = text.createTextCursorByRange(place)
        cursor.gotoEndOfParagraph(False)
        text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        text.insertString(cursor, more, False)
    elif what == "delete":
        cursor = text.createTextCursorByRange(place)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoNextParagraph(True)
        cursor.setString("")
    elif what == "join":
        cursor = text.createTextCursorByRange(place)
        cursor.gotoEndOfParagraph(False)
        cursor.goRight(1, True)
        cursor.setString(" ")
    elif what == "split":
        text.insertControlCharacter(place.End, PARAGRAPH_BREAK, False)
    elif what == "comment":
        remark = doc.createInstance("com.sun.star.text.textfield.Annotation")
        remark.Content, remark.Author = more, AUTHOR
        text.insertTextContent(place, remark, True)


PIPE, IN, OUT, AUTHOR = sys.argv[1:]
ctx = connect(PIPE)
author(ctx, AUTHOR)
desktop = ctx.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", ctx)
doc = desktop.loadComponentFromURL(uno.systemPathToFileUrl(IN), "_blank", 0, (prop("Hidden", True),))
doc.RecordChanges = True
for line in sys.stdin:
    edit(doc, *json.loads(line))
doc.storeToURL(uno.systemPathToFileUrl(OUT), (prop("FilterName", "MS Word 2007 XML"),))
doc.close(True)
desktop.terminate()
