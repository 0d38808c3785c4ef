//! PartnerPortal's description after four edits by hand: a field, a value of an enumeration, an operation, and a tag.

/// The description as it is in the repository, with the edits.
pub fn description() -> String {
    let mut text = include_str!("../../spec/partnerportal.yaml").to_owned();
    for (before, added) in [
        FIELD,
        VALUE,
        OPERATION,
        TAG,
        OPERATION_OF_TAG,
        SCHEMA_OF_TAG,
    ] {
        let found = text.matches(before).count();
        assert_eq!(
            found, 1,
            "where the edit goes is no longer clear:\n{before}"
        );
        text = text.replace(before, &format!("{before}{added}"));
    }
    text
}

/// An edit: the text that stands before it, and what is added.
type Edit = (&'static str, &'static str);

const FIELD: Edit = (
    "          description: The platform of the lead, as in `NewLead`.\n          type: string\n",
    "        nickname:\n          type: string\n",
);

const VALUE: Edit = ("      enum: [active", ", dormant");

const OPERATION: Edit = (
    "help pages name for updating a lead; GET for reading one is our reading.\n",
    "    delete:
      operationId: deleteLead
      tags: [leads]
      summary: Delete a lead
      parameters:
        - $ref: '#/components/parameters/leadId'
        - $ref: '#/components/parameters/companyId'
      responses:
        '204':
          description: The lead is gone.
",
);

const TAG: Edit = (
    "    description: The leads of a company - list them, create one, read one, update one.\n",
    "  - name: reports\n    description: Numbers about leads.\n",
);

const OPERATION_OF_TAG: Edit = (
    "\npaths:\n",
    "  /companies/{companyId}/report:
    get:
      operationId: getReport
      tags: [reports]
      summary: Get the report
      parameters:
        - $ref: '#/components/parameters/companyId'
      responses:
        2XX:
          description: The report.
          content:
            application/json:
              schema:
                type: object
                required: [data]
                properties:
                  data:
                    $ref: '#/components/schemas/Report'
                  context:
                    $ref: '#/components/schemas/Context'
                  status:
                    type: integer
",
);

const SCHEMA_OF_TAG: Edit = (
    "\n  schemas:\n",
    "    Report:
      type: object
      required: [leads]
      properties:
        leads:
          description: How many leads there are.
          type: integer
",
);
