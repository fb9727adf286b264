"""From what a staff file says of a job to occupations: code, title and service decide together.

`words` takes a title apart, `dictionary` is our table of titles, `topics` what the work is about
and in which role, `meanings` what a title that the table lacks may stand for. `titles` and
`positions` say what a title and a code mean in a service, `at_home` whether that service has such
an occupation, `systems` which code system a column holds, and `deciding` weighs them.
"""
