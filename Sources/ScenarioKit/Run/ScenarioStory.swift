import ConnectorKit
import Foundation
import JSON

/// What happened to one business key over all systems, in order.
package struct ScenarioStory: Sendable, Hashable {
    /// One thing that happened.
    package struct Event: Sendable, Hashable {
        package let at: String
        /// The system at which it happened; `purlin` for the runtime itself.
        package let system: String
        package let text: String
        /// Whether something went wrong there.
        package let isTrouble: Bool
    }

    package let key: String
    package let events: [Event]
    /// How many earlier events were left out.
    package let omitted: Int

    /// One line an event.
    package var lines: [String] {
        let width = events.map(\.system.count).max() ?? 0
        let head = omitted > 0 ? ["  … \(omitted) earlier events"] : []
        return head
            + events.map { event in
                let blanks = String(repeating: " ", count: width - event.system.count)
                return "  \(event.at)  \(event.system)\(blanks)  \(event.isTrouble ? "! " : "")\(event.text)"
            }
    }
}

extension ScenarioPlay {
    /// The most events of a story; the latest count.
    private static let longest = 40

    /// The stories of the business keys that findings name.
    func stories() async throws -> [ScenarioStory] {
        var seen: Set<String> = []
        let keys = outcome.findings.map(\.key).filter { !$0.isEmpty && seen.insert($0).inserted }
        var stories: [ScenarioStory] = []
        for key in keys.prefix(5) {
            var events: [ScenarioStory.Event] = []
            for company in scenario.companies { events += try await journaled(key, of: company) }
            for name in scenario.simulators() { events += try await requests(of: name, about: key) }
            let sorted = events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(
                \.element
            )
            guard !sorted.isEmpty else { continue }
            let told = Self.withoutRepeats(sorted)
            let shown = Array(told.suffix(Self.longest))
            stories.append(.init(key: key, events: shown, omitted: told.count - shown.count))
        }
        return stories
    }

    /// The first of events that say the same, with how often it came again.
    private static func withoutRepeats(_ events: [ScenarioStory.Event]) -> [ScenarioStory.Event] {
        let groups = Dictionary(grouping: events) { "\($0.system) \($0.text)" }
        var told: Set<String> = []
        return events.compactMap { event in
            let name = "\(event.system) \(event.text)"
            guard told.insert(name).inserted else { return nil }
            guard let same = groups[name], same.count > 1, let last = same.last else { return event }
            return .init(
                at: event.at,
                system: event.system,
                text: "\(event.text) (\(same.count) times, until \(last.at))",
                isTrouble: event.isTrouble
            )
        }
    }

    private func journaled(_ key: String, of company: String) async throws -> [ScenarioStory.Event] {
        let (status, answer) = try await site.purlin(["journal", "show", key], of: company)
        guard status == 0 else { return [] }
        return (answer["entries"]?.arrayValue ?? []).map { entry in
            let kind = entry["kind"]?.stringValue ?? ""
            let reason = entry["body"]?["reason"]?.stringValue ?? entry["body"]?["summary"]?.stringValue
            let system = entry["system"]?.stringValue ?? ""
            return .init(
                at: entry["recordedAt"]?.stringValue ?? "",
                system: system.isEmpty ? "purlin" : system,
                text: ["\(kind) \(entry["key"]?.stringValue ?? "")", reason].compactMap { $0 }.joined(separator: ": "),
                isTrouble: kind.hasPrefix("case.") || kind.hasSuffix("refused") || kind.hasSuffix("rejected")
            )
        }
    }

    /// The requests that name the key, and those that a fault met.
    ///
    /// Of a body nothing is shown but model and method of a call: the rest may hold personal data and keys.
    private func requests(of name: String, about key: String) async throws -> [ScenarioStory.Event] {
        let all = try await site.control(name, "GET", "requests")["requests"]?.arrayValue ?? []
        return all.compactMap { request in
            let body = request["body"]?.stringValue ?? ""
            let path = request["path"]?.stringValue ?? ""
            let fault = request["fault"]?.stringValue
            guard fault != nil || body.contains(key) || path.contains(key) else { return nil }
            let status = request["status"]?.integerValue.map(String.init) ?? "no answer"
            let isLost = request["answered"].map { $0 == .null } ?? true
            let end = isLost ? "\(status), not delivered" : status
            let call = Self.call(in: body).map { " \($0)" } ?? ""
            return .init(
                at: request["received"]?["virtual"]?.stringValue ?? "",
                system: name,
                text: "\(request["method"]?.stringValue ?? "") \(path)\(call) → \(end)"
                    + (fault.map { ", fault \($0)" } ?? ""),
                isTrouble: fault != nil || isLost || (request["status"]?.integerValue ?? 0) >= 400
            )
        }
    }

    /// Model and method of a JSON-RPC call.
    private static func call(in body: String) -> String? {
        guard let arguments = (try? JSON(parsing: body))?["params"]?["args"]?.arrayValue, arguments.count >= 5,
            let model = arguments[3].stringValue, let method = arguments[4].stringValue
        else { return nil }
        return "\(model).\(method)"
    }

    /// The fault rules that applied, each as a line.
    func faults() async throws -> [String] {
        var lines: [String] = []
        for name in scenario.simulators() {
            for rule in try await site.control(name, "GET", "faults")["faults"]?.arrayValue ?? [] {
                let applied = rule["applied"]?.integerValue ?? 0
                guard applied > 0 else { continue }
                let kind = rule["kind"]?.stringValue ?? ""
                lines.append("\(name): \(kind) (\(rule["id"]?.stringValue ?? "")) applied \(applied) times")
            }
        }
        return lines
    }

    /// The SHA-256 of the transcript of each simulator.
    func transcripts() async throws -> [String: String] {
        var digests: [String: String] = [:]
        for name in scenario.simulators() {
            let answer = try await site.control(name, "GET", "transcript?digest=true")
            digests[name] = ContentDigest(answer.canonicalText.utf8).description
        }
        return digests
    }

    /// The SHA-256 of what all simulated systems hold.
    func digest() async throws -> String {
        var texts: [String] = []
        for name in scenario.simulators() { texts.append(try await site.control(name, "GET", "truth").canonicalText) }
        return ContentDigest(texts.joined(separator: "\n").utf8).description
    }
}
