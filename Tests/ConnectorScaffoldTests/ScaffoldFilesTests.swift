import ConnectorScaffold
import Foundation
import Testing

/// What is written for a new connector.
struct ScaffoldFilesTests {
    private static func scaffold(
        _ name: String,
        _ capabilities: Set<ConnectorCapability>,
        _ place: ConnectorScaffold.Place = .repository
    ) throws -> ConnectorScaffold {
        ConnectorScaffold(name: try ConnectorName(name), capabilities: capabilities, place: place)
    }

    @Test func aConnectorOverHTTPHasItsFourPlacesInTheRepository() throws {
        let paths = try Self.scaffold("Acme", [.rest, .webhook]).files.map(\.path)
        #expect(
            paths == [
                "Plugins/AcmeConnector/AcmeConnector+Rows.swift", "Plugins/AcmeConnector/AcmeConnector+Webhooks.swift",
                "Plugins/AcmeConnector/AcmeConnector.swift", "Plugins/AcmeConnector/AcmeReading.swift",
                "Plugins/AcmeConnector/README.md", "Simulators/AcmeSimulator/AcmeSimulatorMain.swift",
                "Simulators/AcmeSimulator/AcmeSystem+Readings.swift", "Simulators/AcmeSimulator/AcmeSystem.swift",
                "Simulators/AcmeSimulator/README.md", "Tests/AcmeConformance/AcmeConformanceMain.swift",
                "Tests/AcmeConnectorTests/AcmeConformanceTests.swift",
                "Tests/AcmeConnectorTests/AcmeUnfinishedTests.swift", "Tests/AcmeHost/AcmeHostMain.swift",
                "Tests/AcmeSubject/AcmeSubject.swift", "Tests/AcmeSubject/AcmeWorld+Rows.swift",
                "Tests/AcmeSubject/AcmeWorld+Webhooks.swift", "Tests/AcmeSubject/AcmeWorld.swift",
            ]
        )
    }

    @Test func aPackageOfItsOwnHasAManifestAndNoSimulatorOfFiles() throws {
        let files = try Self.scaffold("Acme", [.file], .package(purlin: "/srv/purlin")).files
        #expect(files.map(\.path).filter { !$0.contains("/") } == [".gitignore", "Package.swift", "README.md"])
        #expect(!files.contains { $0.path.contains("Simulator") })
        let manifest = try #require(files.first { $0.path == "Package.swift" }?.text)
        #expect(manifest.contains(#".package(name: "purlin", path: "/srv/purlin")"#))
        #expect(!manifest.contains("simulator"))
    }

    @Test(arguments: [
        ("https://git.example/purlin.git", "purlin"), ("git@git.example:Fork-of-Purlin.git", "fork-of-purlin"),
    ])
    func aPackageOfItsOwnMayDependOnAnAddress(address: String, identity: String) throws {
        let files = try Self.scaffold("Acme", [.csv], .package(purlin: address)).files
        let manifest = try #require(files.first { $0.path == "Package.swift" }?.text)
        #expect(manifest.contains(".package(url: \"\(address)\", branch: \"main\")"))
        #expect(manifest.contains(".product(name: \"ConnectorKit\", package: \"\(identity)\")"))
    }

    @Test func aPathMayHaveAnySign() throws {
        let files = try Self.scaffold("Acme", [.csv], .package(purlin: #"/srv/a"b\c"#)).files
        let manifest = try #require(files.first { $0.path == "Package.swift" }?.text)
        #expect(manifest.contains(#".package(name: "purlin", path: "/srv/a\"b\\c")"#))
    }

    /// Every combination, with the shortest and the longest name: whole Swift, formatted as this repository is.
    @Test func everyCombinationIsSwiftAndFormatted() throws {
        #expect(ScaffoldTrees.combinations.count == 47)
        try ScaffoldTrees.withFolder { folder in
            var texts: Set<String> = []
            for capabilities in ScaffoldTrees.combinations {
                let long = try Self.scaffold("Zbcdefghijklmnop", capabilities, .package(purlin: "../purlin"))
                let short = try Self.scaffold("A", capabilities)
                for file in long.files + short.files where file.path.hasSuffix(".swift") { texts.insert(file.text) }
            }
            for (index, text) in texts.sorted().enumerated() {
                try Data(text.utf8).write(to: folder.appendingPathComponent("File\(index).swift"))
            }
            try ScaffoldTrees.copyEditedFiles(to: folder)
            _ = try Self.scaffold("Zbcdefghijklmnop", [.rest, .csv, .webhook]).write(to: folder)
            _ = try Self.scaffold("A", [.file]).write(to: folder)
            #expect(try ScaffoldTrees.lint(folder) == "")
            #expect(texts.count > 100, "\(texts.count)")
        }
    }

    @Test func nothingOfATemplateIsLeft() throws {
        for capabilities in ScaffoldTrees.combinations {
            for place in [ConnectorScaffold.Place.repository, .package(purlin: "../purlin")] {
                for file in try Self.scaffold("Pacmelot", capabilities, place).files {
                    let text = file.text.replacing("Pacmelot", with: "").replacing("pacmelot", with: "")
                        .replacing("PACMELOT", with: "")
                    for word in ["Acme", "acme", "ACME", "//if", "//else", "//end", "{,}"] {
                        #expect(!text.contains(word), "\(file.path): \(word)")
                    }
                    #expect(!text.contains(/\{[A-Z]+\}/), "\(file.path)")
                    #expect(!text.contains("\n\n\n"), "\(file.path)")
                }
            }
        }
    }

    @Test func theRepositoryKnowsEachConnectorOnce() throws {
        try ScaffoldTrees.withFolder { folder in
            try ScaffoldTrees.copyEditedFiles(to: folder)
            _ = try Self.scaffold("Acme", [.rest]).write(to: folder)
            _ = try Self.scaffold("Brick", [.csv]).write(to: folder)
            let manifest = try String(contentsOf: folder.appendingPathComponent("Package.swift"), encoding: .utf8)
            for line in [
                #"        plugin("AcmeConnector"),"#, #"        simulator("AcmeSimulator"),"#,
                #"        plugin("BrickConnector", ["TabularText", "TableMapping"]),"#,
                #"        .executable(name: "acme-conformance", targets: ["AcmeConformance"]),"#,
                #"        .executable(name: "brick-host", targets: ["BrickHost"]),"#,
            ] { #expect(manifest.components(separatedBy: "\(line)\n").count == 2, "\(line)") }
            #expect(!manifest.contains("BrickSimulator"))
            let table = folder.appendingPathComponent("Tests/ArchitectureTests/ImportTests.swift")
            let imports = try String(contentsOf: table, encoding: .utf8)
            #expect(imports.contains(#"("Simulators/AcmeSimulator", ["JSON", "SimulatorKit"]),"#))
            #expect(imports.contains(#""Plugins/BrickConnector","#))
        }
    }

    @Test func whatIsThereStays() throws {
        try ScaffoldTrees.withFolder { folder in
            try ScaffoldTrees.copyEditedFiles(to: folder)
            let mine = folder.appendingPathComponent("Simulators/AcmeSimulator/Mine.swift")
            try FileManager.default.createDirectory(
                at: mine.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data("mine".utf8).write(to: mine)
            let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
            let manifest = try Data(contentsOf: folder.appendingPathComponent("Package.swift"))

            let refusal = #expect(throws: ScaffoldError.self) {
                try Self.scaffold("Acme", [.rest]).write(to: folder)
            }

            #expect(refusal?.description.contains("Simulators/AcmeSimulator is there already") == true)
            #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() == before)
            #expect(try Data(contentsOf: folder.appendingPathComponent("Package.swift")) == manifest)
            _ = try Self.scaffold("Acme", [.file]).write(to: folder)
        }
    }

    @Test func aFolderThatIsNotTheRepositoryIsRefused() throws {
        try ScaffoldTrees.withFolder { folder in
            let refusal = #expect(throws: ScaffoldError.self) { try Self.scaffold("Acme", [.rest]).write(to: folder) }
            #expect(refusal?.description.contains("start this in Purlin's repository") == true)
            let written = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(written == [])
            let other = #expect(throws: ScaffoldError.self) { try ConnectorScaffold.repository(at: folder) }
            #expect(other?.description.contains("--purlin") == true)
        }
        #expect(try ConnectorScaffold.repository(at: ScaffoldTrees.repository).path == ScaffoldTrees.repository.path)
    }
}
