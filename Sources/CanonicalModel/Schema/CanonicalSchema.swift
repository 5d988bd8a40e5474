/// What a canonical object looks like: the one description that its validation, its JSON Schema, what people see of it and
/// the catalogue are made of.
public struct CanonicalSchema: Sendable, Hashable {
    /// The name of the object, for example `MeterReading`.
    public let object: String
    /// The version of its shape.
    public let version: Int
    /// How far the object as a whole may travel.
    public let sensitivity: SensitivityClass
    /// What it is, in one sentence.
    public let summary: String
    /// Where the rule stands, for example `domain.md §10`.
    public let source: String
    /// The fields that identify it among its kind; a path of two leads to a field of a nested object.
    public let key: [String]
    /// Its fields, in the order in which they are written.
    public let fields: [SchemaField]
    /// Fields that must be there wherever another one is.
    public let requires: [String: [String]]

    /// Describes an object.
    init<Object: CanonicalObject>(
        of _: Object.Type,
        _ summary: String,
        source: String,
        key: [String],
        fields: [SchemaField],
        requires: [String: [String]] = [:]
    ) {
        object = Object.name
        version = Object.schemaVersion
        sensitivity = Object.sensitivity
        self.summary = summary
        self.source = source
        self.key = key
        self.fields = fields
        self.requires = requires
    }

    /// Each field, also of nested objects, with the way to it; the elements of a list stand as `lines[]`.
    public var allFields: [(path: String, field: SchemaField)] { SchemaField.all(fields, under: "") }
}

/// A canonical object that says itself what it looks like.
public protocol DescribedObject: CanonicalObject {
    /// What the object looks like.
    static var schema: CanonicalSchema { get }
}
