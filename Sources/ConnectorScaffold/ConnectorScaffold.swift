/// A new connector: plugin, simulator, worlds and tests, which pass the conformance list as they are.
///
/// What is not yet the real system's is a test that fails with a sentence of what to do.
public struct ConnectorScaffold: Sendable {
    /// Where the connector is to live.
    public enum Place: Sendable, Hashable {
        /// In Purlin's own repository.
        case repository
        /// In a package of its own, which depends on Purlin at a path or an address.
        case package(purlin: String)
    }

    /// A file to be written.
    public struct File: Sendable, Hashable {
        /// Its path below the folder of the package.
        public let path: String
        /// What stands in it.
        public let text: String
    }

    /// The connector's name.
    public let name: ConnectorName
    /// What it can do.
    public let capabilities: Set<ConnectorCapability>
    /// Where it is to live.
    public let place: Place

    /// Plans a connector.
    public init(name: ConnectorName, capabilities: Set<ConnectorCapability>, place: Place) {
        self.name = name
        self.capabilities = capabilities
        self.place = place
    }

    /// Its files, by path.
    public var files: [File] {
        var files =
            connectorFiles + subjectFiles + [
                file(.host, "AcmeHost/AcmeHostMain.swift", Templates.host),
                file(.conformance, "AcmeConformance/AcmeConformanceMain.swift", Templates.conformance),
                file(.tests, "AcmeConnectorTests/AcmeConformanceTests.swift", Templates.conformanceTests),
                file(.tests, "AcmeConnectorTests/AcmeUnfinishedTests.swift", Templates.unfinishedTests),
            ]
        if isAsked { files += simulatorFiles }
        if case .package = place {
            files += [file(.top, "Package.swift", Templates.package), file(.top, ".gitignore", Templates.ignored)]
        }
        return files.sorted { $0.path < $1.path }
    }

    /// Whether it asks its system over HTTP, so that it needs a simulator.
    var isAsked: Bool { !capabilities.isDisjoint(with: [.rest, .restSink]) }

    /// Whether it needs a mapping of tables.
    var hasTable: Bool { capabilities.contains(.csv) }

    /// Whether its subject signs webhooks.
    var signs: Bool { capabilities.contains(.webhook) }

    private var connectorFiles: [File] {
        var files = [
            file(.connector, "AcmeConnector/AcmeConnector.swift", Templates.connector),
            place == .repository
                ? file(.connector, "AcmeConnector/README.md", Templates.readme)
                : file(.top, "README.md", Templates.readme),
        ]
        if !capabilities.isDisjoint(with: [.rest, .file, .webhook]) {
            files.append(file(.connector, "AcmeConnector/AcmeReading.swift", Templates.reading))
        }
        for capability in capabilities {
            let (ending, template, _) = Templates.parts(of: capability)
            files.append(file(.connector, "AcmeConnector/AcmeConnector+\(ending).swift", template))
        }
        return files
    }

    private var subjectFiles: [File] {
        var files = [
            file(.subject, "AcmeSubject/AcmeSubject.swift", Templates.subject),
            file(.subject, "AcmeSubject/AcmeWorld.swift", Templates.world),
        ]
        if !capabilities.isDisjoint(with: [.restSink, .fileSink]) {
            files.append(file(.subject, "AcmeSubject/AcmeCosts.swift", Templates.costs))
        }
        for capability in capabilities {
            let (ending, _, template) = Templates.parts(of: capability)
            files.append(file(.subject, "AcmeSubject/AcmeWorld+\(ending).swift", template))
        }
        return files
    }

    private var simulatorFiles: [File] {
        var files = [
            file(.simulator, "AcmeSimulator/AcmeSimulatorMain.swift", Templates.simulatorMain),
            file(.simulator, "AcmeSimulator/AcmeSystem.swift", Templates.system),
            file(.simulator, "AcmeSimulator/README.md", Templates.simulatorReadme),
        ]
        if capabilities.contains(.rest) {
            files.append(file(.simulator, "AcmeSimulator/AcmeSystem+Readings.swift", Templates.systemReadings))
        }
        if capabilities.contains(.restSink) {
            files.append(file(.simulator, "AcmeSimulator/AcmeSystem+Costs.swift", Templates.systemCosts))
        }
        return files
    }

    /// The kinds of targets, each of which has its folder.
    private enum Kind {
        case connector, simulator, subject, host, conformance, tests, top
    }

    private func folder(_ kind: Kind) -> String {
        switch (kind, place) {
        case (.top, _): ""
        case (.connector, .repository): "Plugins/"
        case (.simulator, .repository): "Simulators/"
        case (.tests, _), (_, .repository): "Tests/"
        case (_, .package): "Sources/"
        }
    }

    private func file(_ kind: Kind, _ path: String, _ template: Template) -> File {
        File(
            path: folder(kind) + path.replacing("Acme", with: name.type),
            text: template.text(for: name, words, values)
        )
    }

    /// The words that hold in templates.
    private var words: Set<String> {
        var words = Set(capabilities.map(\.rawValue))
        words.insert(place == .repository ? "repository" : "package")
        if isAsked { words.insert("http") }
        if isAsked || signs { words.insert("secret") }
        if !capabilities.isDisjoint(with: [.rest, .file, .csv, .webhook]) { words.insert("reads") }
        if !capabilities.isDisjoint(with: [.restSink, .fileSink]) { words.insert("cost") }
        return words
    }

    /// What stands for words in braces in templates.
    private var values: [String: String] {
        let (reads, writes) = (capabilities.contains(.rest), capabilities.contains(.restSink))
        func joined(_ read: String, _ written: String, _ separator: String) -> String {
            ((reads ? [read] : []) + (writes ? [written] : [])).joined(separator: separator)
        }
        var objects: [String] = []
        if !capabilities.isDisjoint(with: [.rest, .file, .webhook]) { objects.append("\"MeterReading\"") }
        if hasTable { objects.append("\"TimeEntry\"") }
        return [
            "READS": objects.joined(separator: ", "),
            "ROUTES": joined("readingRoutes", "costRoutes", " + "),
            "CONTROLS": joined("readingControls", "costControls", " + "),
            "ANSWERS": joined("readingAnswer(to: request)", "costAnswer(to: request)", " ?? "),
            "RIGHTS": joined(#""MeterReading": "readings""#, #""CostEntry": "costs""#, ", "),
            "FIRST": reads ? "readings" : "costs",
            "FILE": hasTable ? "hours.csv" : "readings.jsonl",
            "PURLIN": purlin, "IDENTITY": identity,
        ]
    }

    /// The dependency of a package of its own.
    private var purlin: String {
        guard case .package(let purlin) = place else { return "" }
        if Self.isAddress(purlin) { return ".package(url: \(Self.quoted(purlin)), branch: \"main\")" }
        return ".package(name: \"\(identity)\", path: \(Self.quoted(purlin)))"
    }

    /// What the products of the dependency are found by: of an address its last part, as the package manager has it.
    private var identity: String {
        guard case .package(let purlin) = place, Self.isAddress(purlin) else { return "purlin" }
        let last = purlin.split { "/:".contains($0) }.last.map { $0.lowercased() } ?? "purlin"
        return last.hasSuffix(".git") ? String(last.dropLast(4)) : last
    }

    /// A text as Swift writes it.
    private static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}
