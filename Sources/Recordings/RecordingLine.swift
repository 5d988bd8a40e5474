internal import Foundation
internal import JSON

/// One line of a recording that is read.
struct RecordingLine {
    let json: JSON
    private let number: Int

    init(_ bytes: [UInt8], _ number: Int) throws(RecordingError) {
        do {
            json = try JSON(parsing: bytes, limits: JSONLimits(bytes: .max))
        } catch {
            throw RecordingError(line: number, "no JSON: \(error.detail); restore the file, or record again")
        }
        self.number = number
    }

    func error(_ reason: String) -> RecordingError {
        RecordingError(line: number, reason)
    }

    func exchange() throws(RecordingError) -> RecordedExchange {
        guard let number = integer(json["request"]), let state = integer(json["state"]),
            let isChange = json["change"]?.boolValue, let method = json["method"]?.stringValue,
            let target = json["target"]?.stringValue, target.hasPrefix("/")
        else { throw error("a request has request, state, change, method, target, headers and body") }
        let request = RecordedRequest(method: method, target: target, headers: try headers(), body: try body())
        return RecordedExchange(number: number, state: state, isChange: isChange, request: request)
    }

    func outcome() throws(RecordingError) -> (number: Int, RecordedExchange.Outcome) {
        guard let number = integer(json["answer"]) else { throw error("neither a request nor an answer") }
        if let reason = json["failed"]?.stringValue { return (number, .failed(reason)) }
        guard let status = integer(json["status"]), (100...599).contains(status),
            let milliseconds = integer(json["milliseconds"]), milliseconds >= 0
        else { throw error("an answer has status, milliseconds, headers and body, or failed") }
        let answer = RecordedAnswer(
            status: status,
            headers: try headers(),
            body: try body(),
            milliseconds: milliseconds
        )
        return (number, .answered(answer))
    }

    private func integer(_ json: JSON?) -> Int? {
        json?.integerValue.flatMap(Int.init(exactly:))
    }

    private func headers() throws(RecordingError) -> [RecordedField] {
        var fields: [RecordedField] = []
        for pair in json["headers"]?.arrayValue ?? [] {
            guard let name = pair[0]?.stringValue, let value = pair[1]?.stringValue else {
                throw error("header fields are pairs of name and value")
            }
            fields.append(RecordedField(name, value))
        }
        return fields
    }

    private func body() throws(RecordingError) -> RecordedBody {
        guard let body = json["body"] else { return .none }
        if let text = body["text"]?.stringValue { return .bytes(Array(text.utf8)) }
        if let reason = body["withheld"]?.stringValue { return .withheld(reason: reason) }
        guard let text = body["base64"]?.stringValue, let data = Data(base64Encoded: text) else {
            throw error("a body has text, base64 or withheld")
        }
        return .bytes([UInt8](data))
    }
}

extension RecordingHeader {
    init(_ line: RecordingLine) throws(RecordingError) {
        guard line.json["recording"]?.stringValue == Self.format else {
            throw line.error(
                "this is no recording of the format \(Self.format): give a file that 'purlin record' wrote"
            )
        }
        guard let system = line.json["system"]?.stringValue, let version = line.json["version"]?.stringValue,
            let recorded = line.json["recorded"]?.stringValue, let address = line.json["address"]?.stringValue,
            let masking = line.json["masking"].flatMap(MaskingRules.init(_:))
        else { throw line.error("the first line has recording, system, version, recorded, address and masking") }
        self.init(system: system, version: version, recorded: recorded, address: address, masking: masking)
    }

    /// The first line of a recording, without its line feed.
    public var line: String {
        let json: JSON = [
            "recording": .string(Self.format), "system": .string(system), "version": .string(version),
            "recorded": .string(recorded), "address": .string(address), "masking": masking.json,
        ]
        return json.text(style: .compact)
    }
}

extension RecordedExchange {
    /// The line that is written before the request is sent on, without its line feed.
    public var requestLine: String {
        var object = JSONObject()
        object["request"] = .integer(Int64(number))
        object["state"] = .integer(Int64(state))
        object["change"] = .bool(isChange)
        object["method"] = .string(request.method)
        object["target"] = .string(request.target)
        object["headers"] = request.headers.json
        object["body"] = request.body.json
        return JSON.object(object).text(style: .compact)
    }

    /// The line that is written once it is known what became of the request, without its line feed; `nil` if it is not known.
    public var outcomeLine: String? {
        var object = JSONObject()
        object["answer"] = .integer(Int64(number))
        switch outcome {
        case .open: return nil
        case .failed(let reason): object["failed"] = .string(reason)
        case .answered(let answer):
            object["status"] = .integer(Int64(answer.status))
            object["milliseconds"] = .integer(Int64(answer.milliseconds))
            object["headers"] = answer.headers.json
            object["body"] = answer.body.json
        }
        return JSON.object(object).text(style: .compact)
    }
}

extension [RecordedField] {
    fileprivate var json: JSON { .array(map { [.string($0.name), .string($0.value)] }) }
}

extension RecordedBody {
    /// The body in JSON; `nil` for none.
    fileprivate var json: JSON? {
        switch self {
        case .withheld(let reason): return ["withheld": .string(reason)]
        case .bytes(let bytes):
            if bytes.isEmpty { return nil }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                return ["base64": .string(Data(bytes).base64EncodedString())]
            }
            return ["text": .string(text)]
        }
    }
}
