"""From what a staff file says of a job to occupations: code, title and service decide together.

`words` takes a title apart, `titles` and `positions` say what a title and a code mean in a service,
`systems` says which code system a column holds, `deciding` weighs them.
"""
