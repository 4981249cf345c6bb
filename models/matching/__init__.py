"""Which records mean the same person or company, learned from the records alone.

`fields` makes columns comparable, `blocking` proposes pairs, `levels` compares them, `weights` learns what
each agreement is worth, `clusters` keeps groups consistent, `quality` measures. Frames and arrays in and
out; no file, no engine. What one value means (a name, an address, a number) stands in `models/` beside this
package.
"""
