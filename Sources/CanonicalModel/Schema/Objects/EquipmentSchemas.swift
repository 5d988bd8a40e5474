extension EquipmentIdentity {
    static let fields = [
        SchemaField("oem", .text, "the manufacturer").optional,
        SchemaField("model", .text, "the manufacturer's model").optional,
        SchemaField("serial", .code, "the serial number, unique together with the manufacturer").optional,
        SchemaField("pin", .code, "the product identification number of ISO 10261, in capitals").optional,
        SchemaField("equipmentId", .code, "the name that the owner gave the machine at the provider").optional,
    ]
}

extension Equipment: DescribedObject {
    /// A machine's code, category and names.
    public static let schema = CanonicalSchema(
        of: Equipment.self,
        "A machine of the company's register.",
        source: "domain.md §10",
        key: ["code"],
        fields: [
            SchemaField("code", .code, "the company's own code, for example EX-104"),
            SchemaField("category", .code, "what internal rates refer to, for example excavator-30t"),
            SchemaField("identity", .nested(EquipmentIdentity.fields), "its names at manufacturer and providers"),
            SchemaField("archived", .boolean, "whether it is kept for the record only; false if it is left out")
                .optional,
        ]
    )
}

extension MeterReading: DescribedObject {
    /// One value of one meter of one machine.
    public static let schema = CanonicalSchema(
        of: MeterReading.self,
        "One value of a machine's cumulative meter, as a telematics provider reported it.",
        source: "domain.md §1, §10, T-1",
        key: ["equipment", "series", "time"],
        fields: [
            SchemaField("equipment", .nested(EquipmentIdentity.fields), "how the provider names the machine"),
            SchemaField("series", .words(Series.self), "which meter"),
            SchemaField("time", .instant, "when the machine reported it, by the machine's clock"),
            SchemaField("counterSeconds", .integer(0...greatestCounter), unit: "SEC", "the counter"),
            SchemaField("sourceValue", .text, "the value as the source wrote it, for example PT4211H36M"),
        ]
    )
}
