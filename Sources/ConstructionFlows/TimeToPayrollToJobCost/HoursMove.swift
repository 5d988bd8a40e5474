import CanonicalModel
import JSON

/// Where an entry went that was of a day of this pay period, as an approved version said.
struct HoursMove: Hashable {
    /// The key of the pay period that it went to.
    let to: String
    /// Under which number that period, or the one that it went on to, was asked to tell when payroll has the hours there.
    var question: Int?
    /// Whether payroll has them there, or need not have any, so that what it has here is to be taken back.
    var isSettled = false

    var json: JSON {
        var object: JSONObject = ["to": .string(to)]
        object["question"] = question.map { .integer(Int64($0)) }
        if isSettled { object["settled"] = true }
        return .object(object)
    }

    init(to: String) { self.to = to }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        to = try reader.member("to").string()
        question = try reader.optionalCount("question")
        isSettled = try reader.optionalMember("settled")?.bool() ?? false
    }
}

/// Another pay period that takes hours of an entry back once payroll has those of this one.
struct WaitingPeriod: Hashable {
    /// Its key.
    let key: String
    /// The number of its question.
    let question: Int

    var json: JSON { ["key": .string(key), "question": .integer(Int64(question))] }

    init(key: String, question: Int) {
        self.key = key
        self.question = question
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        key = try reader.member("key").string()
        question = try reader.member("question").count()
    }
}
