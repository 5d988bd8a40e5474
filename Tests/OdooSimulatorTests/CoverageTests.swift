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

    /// What is called validated stands in a recording of that version, methods by name and routes by path.
    @Test func validatedMeansRecorded() throws {
        var calls: [String: RecordedCalls] = [:]
        for series in ["17", "18"] { calls[series] = try recordedCalls(series) }
        for operation in OdooServer.coverage {
            guard case .validated(_, let version, _) = operation.evidence else { continue }
            let recorded = try #require(calls[String(version.prefix(2))], "\(operation.name): \(version)")
            let name = String(operation.name.prefix { $0 != ":" && $0 != " " })
            if let route = operation.name.firstMatch(of: /^(?:GET|POST) (\/[^:\s]*)/)?.1 {
                #expect(recorded.paths.contains { Self.matches($0, String(route)) }, "\(operation.name)")
            }
            guard ModelMethod.allNames.contains(name), let method = name.split(separator: ".").last else { continue }
            #expect(recorded.methods.contains(String(method)), "\(operation.name)")
        }
    }

    /// What recordings call.
    private struct RecordedCalls {
        var methods: Set<String> = []
        var paths: Set<String> = []
    }

    /// Whether a path is one of a route, in which `{model}` stands for any name.
    private static func matches(_ path: String, _ route: String) -> Bool {
        let (some, others) = (path.parts, route.parts)
        return some.count == others.count && zip(some, others).allSatisfy { $0 == $1 || $1.hasPrefix("{") }
    }

    private func recordedCalls(_ series: String) throws -> RecordedCalls {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../IntegrationTests/EndToEndTests/OdooParity/Recordings/\(series)")
        var calls = RecordedCalls()
        func collect(_ json: JSON) {
            if let text = json.stringValue, text.hasPrefix("/") {
                calls.paths.insert(String(text.prefix { $0 != "?" }))
            }
            if case .array(let elements) = json { elements.forEach(collect) }
            guard case .object(let object) = json else { return }
            if let method = object["method"]?.stringValue { calls.methods.insert(method) }
            for (_, member) in object { collect(member) }
        }
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasSuffix(".json") {
            collect(try JSON(parsing: [UInt8](Data(contentsOf: folder.appendingPathComponent(file)))))
        }
        return calls
    }
}

extension String {
    /// The parts of a path, empty ones too.
    fileprivate var parts: [Substring] { split(separator: "/", omittingEmptySubsequences: false) }
}
