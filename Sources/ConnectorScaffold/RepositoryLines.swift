/// The lines that a connector of the repository needs in files that are there already.
struct RepositoryLines {
    let scaffold: ConnectorScaffold

    /// A line, or several, and the line in front of which they stand.
    private struct Insertion {
        let path: String
        /// A line of which the first that begins so is meant.
        let anchor: String
        let lines: [String]
    }

    /// The files with their new texts.
    ///
    /// - Parameter read: Gives the text of a file by its path in the repository; `nil` if there is none.
    /// - Returns: The files.
    /// - Throws: ``ScaffoldError`` for a file without the line in front of which something is to stand.
    func edited(_ read: (String) -> String?) throws(ScaffoldError) -> [ConnectorScaffold.File] {
        var texts: [String: String] = [:]
        for insertion in insertions {
            guard let text = texts[insertion.path] ?? read(insertion.path) else {
                throw ScaffoldError("there is no \(insertion.path) here: start this in Purlin's repository")
            }
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            guard let place = lines.firstIndex(where: { $0.hasPrefix(insertion.anchor) }) else {
                throw ScaffoldError(
                    "\(insertion.path) has no line '\(insertion.anchor)', in front of which lines belong"
                )
            }
            lines.insert(contentsOf: insertion.lines, at: place)
            texts[insertion.path] = lines.joined(separator: "\n")
        }
        return texts.map { ConnectorScaffold.File(path: $0.key, text: $0.value) }.sorted { $0.path < $1.path }
    }

    private var insertions: [Insertion] {
        let manifest = "Package.swift"
        let table = "Tests/ArchitectureTests/ImportTests.swift"
        let name = scaffold.name.type
        let modules =
            ["JSON", "CanonicalModel", "ConnectorKit"] + (scaffold.hasTable ? ["TabularText", "TableMapping"] : [])
        let quoted = modules.map { "\"\($0)\"" }.joined(separator: ", ")
        var plugins = [
            "        (", "            \"Plugins/\(name)Connector\",", "            [\(quoted)]", "        ),",
        ]
        if scaffold.isAsked {
            plugins.append("        (\"Simulators/\(name)Simulator\", [\"JSON\", \"SimulatorKit\"]),")
        }
        return [
            Insertion(path: manifest, anchor: "        .executable(name: \"purlin-benchmarks\"", lines: products),
            Insertion(path: manifest, anchor: "        .testTarget(name: \"ArchitectureTests\")", lines: targets),
            Insertion(path: table, anchor: "        (\"Plugins/OdooConnector\"", lines: plugins),
            Insertion(
                path: table,
                anchor: "            \"CSVConnector\", ",
                lines: ["            \"\(name)Connector\","]
            ),
        ]
    }

    private var products: [String] {
        let (name, id) = (scaffold.name.type, scaffold.name.id)
        var kinds = [("host", "Host"), ("conformance", "Conformance")]
        if scaffold.isAsked { kinds.append(("simulator", "Simulator")) }
        return kinds.map { "        .executable(name: \"\(id)-\($0.0)\", targets: [\"\(name)\($0.1)\"])," }
    }

    private var targets: [String] {
        let name = scaffold.name.type
        let tables = scaffold.hasTable ? ", [\"TabularText\", \"TableMapping\"]" : ""
        var lines = ["        plugin(\"\(name)Connector\"\(tables)),"]
        if scaffold.isAsked { lines.append("        simulator(\"\(name)Simulator\"),") }
        let others = (scaffold.isAsked ? ["\"CurlTransport\""] : []) + (scaffold.signs ? ["crypto"] : [])
        let subject = ["\"\(name)Connector\"", "\"ConnectorConformance\""] + others
        let tests =
            ["\"\(name)Subject\"", "\"ConnectorConformance\""] + (scaffold.isAsked ? ["\"CurlTransport\""] : [])
        lines += target("target", "Subject", subject + Self.common)
        lines += target("executableTarget", "Host", ["\"\(name)Connector\"", "\"ConnectorHost\""])
        lines += target("executableTarget", "Conformance", ["\"\(name)Subject\"", "\"ConnectorConformance\""])
        lines += ["        tests(", "            \"\(name)Connector\",", "            ["]
        lines += (tests + Self.common).map { "                \($0)," }
        return lines + ["            ]", "        ),"]
    }

    private static let common = ["\"ConnectorKit\"", "\"CanonicalModel\"", "\"JSON\""]

    private func target(_ kind: String, _ ending: String, _ dependencies: [String]) -> [String] {
        let target = scaffold.name.type + ending
        return ["        .\(kind)(", "            name: \"\(target)\",", "            dependencies: ["]
            + dependencies.map { "                \($0)," }
            + ["            ],", "            path: \"Tests/\(target)\"", "        ),"]
    }
}
