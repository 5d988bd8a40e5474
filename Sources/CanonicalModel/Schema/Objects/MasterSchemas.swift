extension Company: DescribedObject {
    /// A legal entity that keeps books of its own.
    public static let schema = CanonicalSchema(
        of: Company.self,
        "A legal entity that keeps books of its own.",
        source: "domain.md §10",
        key: ["code"],
        fields: [
            SchemaField("code", .code, "the company's code, for example KST"),
            SchemaField("name", .text, "what people call it"),
            SchemaField("currency", .currency, "the currency of its books"),
            SchemaField("timeZone", .code, "its zone in the IANA time zone database"),
            SchemaField("country", .code, "its country, two letters of ISO 3166").optional,
            SchemaField("parent", .code, "the code of the company that it belongs to").optional,
            SchemaField("archived", .boolean, "whether it is kept for the record only; false if it is left out")
                .optional,
        ]
    )
}

extension Project: DescribedObject {
    /// A project's code, name and zone.
    public static let schema = CanonicalSchema(
        of: Project.self,
        "A construction project, the place where cost is collected.",
        source: "domain.md §10",
        key: ["code"],
        fields: [
            SchemaField("code", .code, "the company's own code, for example 26-014"),
            SchemaField("name", .text, "what people call it"),
            SchemaField("timeZone", .code, "the site's zone in the IANA time zone database"),
            SchemaField("archived", .boolean, "whether it is kept for the record only; false if it is left out")
                .optional,
        ]
    )
}

extension CostCode: DescribedObject {
    /// A cost code of a standard.
    public static let schema = CanonicalSchema(
        of: CostCode.self,
        "What cost of a project is collected under.",
        source: "domain.md §10",
        key: ["standard", "code"],
        fields: [
            SchemaField("standard", .code, "the list that it belongs to, for example the company's own"),
            SchemaField("code", .code, "the code, for example 03-300"),
            SchemaField("name", .text, "what people call it"),
            SchemaField("parent", .code, "the code that it is a part of").optional,
            SchemaField("unit", .words(UnitOfMeasure.self), "the unit that its work is measured in").optional,
            SchemaField("validFrom", .date, "the first day on which it may be used").optional,
            SchemaField("validUntil", .date, "the first day on which it may no longer be used").optional,
            SchemaField("archived", .boolean, "whether it is kept for the record only; false if it is left out")
                .optional,
        ]
    )
}

extension Employee: DescribedObject {
    /// Who works for a company.
    public static let schema = CanonicalSchema(
        of: Employee.self,
        "Somebody who works for one of the companies; only the number travels with hours and cost.",
        source: "domain.md §10, P-7",
        key: ["number"],
        fields: [
            SchemaField("number", .code, "the employee's number, with its leading zeros"),
            SchemaField("company", .code, "the code of the home company"),
            SchemaField("name", .text, .c3, "the employee's name"),
            SchemaField("trade", .code, .c3, "the trade or craft class that pay follows").optional,
            SchemaField("supervisor", .code, .c3, "the number of the employee who stands for the hours").optional,
            SchemaField("payrollNumber", .code, .c3, "the number in payroll's own file, where it is another one")
                .optional,
            SchemaField("status", .words(Status.self), .c3, "whether the employee works for the company"),
            SchemaField("from", .date, .c3, "the first day of the employment").optional,
            SchemaField("until", .date, .c3, "the first day after the employment").optional,
        ]
    )
}
