"""`make bench`: how fast the portal is, each figure beside a floor or a peer that was measured in the same run.

No pytest and no thresholds that fail: a table to read. Seconds of one machine mean little on another; ratios stay.
"""
