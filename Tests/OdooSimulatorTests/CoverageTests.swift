import Foundation
import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

struct CoverageTests {
    @Test func everyOperationHasOneMark() {
        #expect(CoverageLedger<OdooServer>.unmarked == [])
        #expect(CoverageLedger<OdooServer>.repeated == [])
        #expect(CoverageLedger<OdooServer>.operations.isEmpty == false)
    }

    /// What is called validated stands in a recording of that version, the methods by name.
    @Test func validatedMeansRecorded() throws {
        var methods: [String: Set<String>] = [:]
        for series in ["17", "18"] { methods[series] = try recordedMethods(series) }
        for operation in OdooServer.coverage {
            guard case .validated(_, let version, _) = operation.evidence else { continue }
            let recorded = try #require(methods[String(version.prefix(2))], "\(operation.name): \(version)")
            let name = String(operation.name.prefix { $0 != ":" && $0 != " " })
            guard ModelMethod.allNames.contains(name), let method = name.split(separator: ".").last else { continue }
            #expect(recorded.contains(String(method)), "\(operation.name)")
        }
    }

    private func recordedMethods(_ series: String) throws -> Set<String> {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../IntegrationTests/EndToEndTests/OdooParity/Recordings/\(series)")
        var methods: Set<String> = []
        func collect(_ json: JSON) {
            if case .array(let elements) = json { elements.forEach(collect) }
            guard case .object(let object) = json else { return }
            if let method = object["method"]?.stringValue { methods.insert(method) }
            for (_, member) in object { collect(member) }
        }
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasSuffix(".json") {
            collect(try JSON(parsing: [UInt8](Data(contentsOf: folder.appendingPathComponent(file)))))
        }
        return methods
    }
}
