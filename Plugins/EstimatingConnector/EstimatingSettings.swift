import CanonicalModel
import ConnectorKit
import FoundationEssentials
import TableMapping

/// What the configuration says about a system's exports.
struct EstimatingSettings: Sendable {
    let format: EstimateFormat
    let mapping: TableMapping?
    let identity: EstimateIdentity
    let words: StatusWords
    let status: Estimate.Status?
    let currency: Currency?
    let costCode: CodeChoice
    let costType: CodeChoice
    let acceptedAlternates: [String]
    let kinds: LineKinds
    let sizeLimit: Int

    init(_ configuration: ConnectorConfiguration) throws(ConnectorError) {
        func choice(_ key: String, _ standard: CodeChoice) throws(ConnectorError) -> CodeChoice {
            guard let text = configuration.text(key) else { return standard }
            guard let choice = CodeChoice(text) else {
                throw .invalidConfiguration(
                    key: key,
                    reason: "must be none, chapter, item or catalogue:NAME, got '\(text)'"
                )
            }
            return choice
        }
        format = configuration.text("format").flatMap(EstimateFormat.init(rawValue:)) ?? .auto
        mapping = try Self.mapping(configuration)
        if format == .csv, mapping == nil {
            throw .invalidConfiguration(key: "mapping", reason: "is missing; format csv needs it")
        }
        identity = try EstimateIdentity(configuration.text("identity") ?? "file:{number}_{revision}_{status}")
        words = StatusWords(
            awarded: configuration.texts("awardedWords"),
            open: configuration.texts("openWords"),
            lost: configuration.texts("lostWords")
        )
        status = configuration.text("status").flatMap(Estimate.Status.init(rawValue:))
        currency = try configuration.text("currency").map { code throws(ConnectorError) in
            guard let currency = Currency(code) else {
                throw .invalidConfiguration(key: "currency", reason: "must be a code such as USD, got '\(code)'")
            }
            return currency
        }
        costCode = try choice("costCode", .chapter)
        costType = try choice("costType", .none)
        acceptedAlternates = configuration.texts("acceptedAlternates")
        let keys: [(String, EstimateLine.Kind)] = [
            ("markup", .markup), ("assemblies", .assembly), ("allowances", .allowance), ("contingencies", .contingency),
        ]
        kinds = LineKinds(keys.flatMap { key, kind in configuration.texts(key).map { ($0, kind) } })
        sizeLimit = Int(clamping: configuration.integer("sizeLimit") ?? 67_108_864)
    }

    private static func mapping(_ configuration: ConnectorConfiguration) throws(ConnectorError) -> TableMapping? {
        guard let document = configuration.document("mapping") else { return nil }
        let mapping: TableMapping
        do throws(MappingFault) { mapping = try TableMapping(document) } catch {
            throw .invalidConfiguration(key: "mapping", reason: "names a file that cannot be used:\n\(error)")
        }
        guard mapping.object == .estimate else {
            let reason =
                "\(document.file) makes \(mapping.object.canonicalName)s; a mapping with 'object: estimate' is needed"
            throw .invalidConfiguration(key: "mapping", reason: reason)
        }
        return mapping
    }

    /// The estimate that a document is, with what the configuration adds.
    ///
    /// - Throws: ``FileFault`` if nobody says which estimate it is, how far it has come, or in which currency it is.
    func estimate(_ document: EstimateDocument, file: String) throws(FileFault) -> Estimate {
        let parts = try identity.parts(file: file, headings: document.headings)
        let named = try parts.status.map { word throws(FileFault) in try words.status(word) }
        guard let currency = document.currency.flatMap({ Currency($0.uppercased()) }) ?? currency else {
            let found = document.currency.map { "'\($0.prefix(20))'" } ?? "nothing"
            throw FileFault("the document names \(found) as its currency; name a code such as USD under 'currency'")
        }
        guard !document.lines.isEmpty else { throw FileFault("the document has no line that is work") }
        let configured = acceptedAlternates.compactMap { name -> String? in
            let pieces = name.split(separator: "/", maxSplits: 1)
            return pieces.count == 2 && pieces[0] == parts.number ? String(pieces[1]) : nil
        }
        let own = document.chosen()
        let chosen = document.chosen(accepting: configured)
        let lines = chosen.lines.map(kinds.sorted)
        let counted = Self.counted(own.lines, own.accepted)
        let cost = Self.counted(lines.filter(\.kind.isCost), chosen.accepted)
        return Estimate(
            number: parts.number,
            revision: parts.revision,
            status: named ?? document.status ?? status ?? .open,
            project: parts.project,
            currency: currency,
            acceptedAlternates: chosen.accepted,
            // What the document counts is not all that is cost, nor all that was accepted.
            statedTotal: document.statedTotal.map { $0 - counted + cost },
            format: document.format,
            lines: lines
        )
    }

    /// What the lines of the base and of the accepted alternates come to.
    private static func counted(_ lines: [EstimateLine], _ accepted: Set<String>) -> Decimal {
        lines.reduce(0) { sum, line in
            line.alternate.map { accepted.contains($0) } ?? true ? sum + line.amount : sum
        }
    }
}
