public import JSON
public import TabularText

/// A mapping that a sample suggests, with what is open: it proposes, and a person completes and confirms it.
public struct MappingProposal: Sendable {
    /// Something that the sample does not decide.
    public struct Question: Sendable, Hashable {
        /// The key of the mapping that it is about, for example `fields.status`.
        public let key: String
        /// What is asked, and why the sample does not say.
        public let text: String
        /// What columns that could be it are called; the person names one.
        public internal(set) var columns: [String] = []
        /// Lines that could be written, without the key; the person chooses one.
        public let candidates: [String]

        /// The answers that name a column, as options of a command line.
        public var answers: [String] {
            columns.map { "--answer " + "\(key.split(separator: ".").last ?? "")=column:\($0)".shellWord }
        }
    }

    /// What the rows become.
    public let object: MappedObject
    /// What the sample looks like.
    public let table: TableProposal
    /// What is decided, as a mapping.
    public internal(set) var document = JSONObject()
    /// What a person has to decide; empty if the mapping is complete.
    public internal(set) var questions: [Question] = []
    /// Why something is proposed, by key.
    public internal(set) var notes: [String: String] = [:]
    /// Columns that look as if they held what must not travel.
    public let sensitive: [SensitiveColumn]
    /// Pay codes of the sample that pass as they stand there, since nobody has said what they mean.
    public internal(set) var openPayCodes: [ColumnProfile.Frequency] = []
    /// The places of columns that no field is read from.
    public internal(set) var unmapped: [Int] = []

    /// Proposes a mapping.
    ///
    /// - Parameters:
    ///   - table: What the sample looks like.
    ///   - object: What the rows become.
    ///   - file: The name of the sample, from which a pattern for such files is made.
    ///   - answers: What a person has said: a field with a constant or with `column:WORD`, `STATUSFIELD.WORD` with what
    ///     the word means, `dates`, `decimal` or `encoding`.
    /// - Throws: ``MappingFault`` if an answer is none.
    public init(
        _ table: TableProposal,
        as object: MappedObject,
        file: String,
        answers: [(key: String, value: String)] = []
    ) throws(MappingFault) {
        self.object = object
        self.table = table
        sensitive = table.columns.compactMap { SensitiveColumn($0, of: object) }
        var builder = ProposalBuilder(table, object, sensitive: Set(sensitive.map(\.position)))
        try builder.take(answers)
        document["object"] = .string(object.rawValue)
        document["files"] = .array([.string(Self.pattern(of: file))])
        notes["files"] = "what such files are called"
        builder.build(into: &self)
    }

    /// The name with a star in place of each run of digits, which differ from export to export.
    private static func pattern(of name: String) -> String {
        name.replacing(/[0-9]+([-_.][0-9]+)*/, with: "*")
    }

    /// How well the header of a sample fits an object: how many of its fields a column is called after.
    public static func fit(_ table: TableProposal, _ object: MappedObject) -> Int {
        object.fields.count { field in
            table.columns.contains { HeaderWords.fit($0.header, field.name, of: object) == 2 }
        }
    }

    /// The object that a sample fits best; `nil` if two fit alike, or none.
    public static func object(of table: TableProposal) -> MappedObject? {
        let ranked = MappedObject.allCases.map { ($0, fit(table, $0)) }.sorted { $0.1 > $1.1 }
        guard ranked[0].1 >= 3, ranked[0].1 > ranked[1].1 else { return nil }
        return ranked[0].0
    }
}
