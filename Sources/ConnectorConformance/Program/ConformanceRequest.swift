import ConnectorHosting
import ConnectorKit
import Foundation

/// What the arguments of a ``ConformanceProgram`` ask for.
struct ConformanceRequest {
    /// Where a connector runs.
    enum Host: String, CaseIterable {
        case linked, process
    }

    private(set) var names: [String] = []
    private(set) var only: Set<String>?
    private(set) var host = Host.linked
    private(set) var parallel = ProcessInfo.processInfo.activeProcessorCount
    private(set) var json = false
    private(set) var list = false
    private(set) var help = false

    init(_ arguments: [String]) throws(ConformanceRefusal) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = argument.hasPrefix("--") ? parts[0] : argument
            switch name {
            case "--json": json = true
            case "--list": list = true
            case "--help", "-h": help = true
            case "--subject", "--only", "--host", "--parallel":
                guard let value = parts.count > 1 ? parts[1] : rest.popFirst(), !value.isEmpty else {
                    throw .misused("\(name) needs a value")
                }
                try take(value, of: name)
                continue
            default: throw .misused("there is no '\(argument)'")
            }
            guard parts.count == 1 else { throw .misused("\(name) takes no value") }
        }
    }

    private mutating func take(_ value: String, of name: String) throws(ConformanceRefusal) {
        switch name {
        case "--subject": names.append(value)
        case "--host":
            guard let host = Host(rawValue: value) else {
                throw .misused("--host is linked or process, not '\(value)'")
            }
            self.host = host
        case "--parallel":
            guard let count = Int(value), 1...64 ~= count else {
                throw .misused("--parallel is a number from 1 to 64, not '\(value)'")
            }
            parallel = count
        default:
            for id in value.split(separator: ",").map(String.init) {
                guard Conformance.tests.contains(where: { $0.id == id }) else {
                    throw .misused("there is no test '\(id)'; --list tells the numbers")
                }
                only = (only ?? []).union([id])
            }
        }
    }

    /// The subjects that are asked for; all if none is named.
    func choose(from subjects: [any ConformanceSubject]) throws(ConformanceRefusal) -> [any ConformanceSubject] {
        for name in names where !subjects.contains(where: { $0.isCalled(name) }) {
            let known = subjects.map(\.name).joined(separator: ", ")
            throw .misused("there is no subject '\(name)'; there are \(known)")
        }
        return names.isEmpty ? subjects : subjects.filter { subject in names.contains { subject.isCalled($0) } }
    }

    /// The subjects in the host that is asked for.
    func host(_ subjects: [any ConformanceSubject]) throws(ConformanceRefusal) -> [any ConformanceSubject] {
        guard host == .process else { return subjects }
        var hosted: [any ConformanceSubject] = []
        for subject in subjects {
            guard let program = subject.hostProgram else {
                throw .misused("\(subject.name) names no program for a process of its own: give it a hostProgram")
            }
            let path = ProgramFolder.present.appendingPathComponent(program).path
            guard FileManager.default.isExecutableFile(atPath: path) else {
                throw ConformanceRefusal(status: 69, reason: "there is no program \(path): build it")
            }
            let environment = ProcessInfo.processInfo.environment
            hosted.append(HostedSubject(subject, in: HostedProgram(path: path, environment: environment)))
        }
        return hosted
    }
}

extension ConformanceSubject {
    /// Whether a name means this subject: its own or its connector's.
    fileprivate func isCalled(_ name: String) -> Bool { name == self.name || name == connector.manifest.id }
}

/// Why a ``ConformanceProgram`` tries nothing.
struct ConformanceRefusal: Error {
    /// What the process ends with.
    let status: Int32
    /// What is wrong, and what to do.
    let reason: String

    /// Arguments that cannot be understood.
    static func misused(_ reason: String) -> ConformanceRefusal {
        ConformanceRefusal(status: 64, reason: "\(reason)\n\(ConformanceProgram.usage)")
    }
}
