"""
Planted faults: proof that the checks see what they are there to see.

Each `*.patch` beside this file plants one fault and names the check that must turn
red: above the diff stand `# fault:` with one sentence and `# check:` with a command.
"""
