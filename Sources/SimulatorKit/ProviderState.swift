public import JSON

/// Something that is true of a simulated system before a contract test asks it, by the name that the test says it by.
public struct ProviderState: Sendable, Hashable {
    /// A detail of a state, such as which employee there is.
    public struct Parameter: Sendable, Hashable {
        /// The name in small letters, such as `employee`.
        public let name: String
        /// What it means, with its unit, in a few words.
        public let help: String
        /// What holds if the test does not say; `nil` if it must.
        public let fallback: JSON?

        /// Creates a parameter.
        ///
        /// - Parameters:
        ///   - name: The name in small letters.
        ///   - help: What it means, with its unit, in a few words.
        ///   - fallback: What holds if the test does not say; `nil` if it must.
        public init(_ name: String, _ help: String, default fallback: JSON? = nil) {
            self.name = name
            self.help = help
            self.fallback = fallback
        }
    }

    /// A short sentence such as `an employee exists`.
    public let name: String
    /// The details, in the order in which they are listed.
    public let parameters: [Parameter]

    /// Creates a state.
    ///
    /// - Parameters:
    ///   - name: A short sentence such as `an employee exists`.
    ///   - parameters: The details.
    public init(_ name: String, _ parameters: Parameter...) {
        self.name = name
        self.parameters = parameters
    }
}

/// A simulated system that can be told what is true of it.
public protocol PreparedSystem: SimulatedSystem {
    /// What can be true.
    static var providerStates: [ProviderState] { get }

    /// Makes a state true, whatever is true already; what fails is taken back by the caller.
    ///
    /// It changes nothing besides this value, since that could not be taken back: ``finishPreparing(at:)`` does.
    ///
    /// - Parameters:
    ///   - state: The name of one of ``providerStates``.
    ///   - parameters: A value for every parameter of the state.
    ///   - now: The virtual time.
    /// - Returns: What the test may want to know of it, such as ids.
    /// - Throws: ``SimulatorError`` if a value cannot be used.
    mutating func prepare(
        _ state: String,
        _ parameters: StateParameters,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON

    /// Does what the states need outside this value, such as writing files, once all that were asked for are true.
    ///
    /// - Parameter now: The virtual time.
    mutating func finishPreparing(at now: SimulatedInstant)
}

extension PreparedSystem {
    /// Does nothing: the system keeps all in memory.
    public mutating func finishPreparing(at now: SimulatedInstant) {}
}

/// The values of a state's parameters, each there.
public struct StateParameters: Sendable {
    private let values: JSONObject

    /// Reads the parameters of a state.
    ///
    /// - Parameters:
    ///   - json: The given ones; `nil` for none.
    ///   - state: The state.
    /// - Throws: ``SimulatorError`` if one is not known or is missing.
    public init(_ json: JSON?, of state: ProviderState) throws(SimulatorError) {
        let given: JSONObject
        switch json {
        case nil, .null?: given = JSONObject()
        case .object(let object)?: given = object
        case let other?: throw SimulatorError("The parameters of \"\(state.name)\" are \(other.kind); give an object.")
        }
        let names = state.parameters.map(\.name)
        for key in given.keys where !names.contains(key) {
            let known = names.isEmpty ? "it has none" : "use \(names.joined(separator: ", "))"
            throw SimulatorError("\"\(state.name)\" has no parameter \(key); \(known).")
        }
        var values = JSONObject()
        for parameter in state.parameters {
            guard let value = given[parameter.name] ?? parameter.fallback else {
                throw SimulatorError("\"\(state.name)\" needs the parameter \(parameter.name): \(parameter.help).")
            }
            values[parameter.name] = value
        }
        self.values = values
    }

    /// The value of a parameter.
    ///
    /// - Parameter name: The name.
    /// - Returns: The value; `null` for a name that the state does not have.
    public subscript(name: String) -> JSON { values[name] ?? .null }

    /// The text of a parameter.
    ///
    /// - Parameter name: The name.
    /// - Returns: The text.
    /// - Throws: ``SimulatorError`` if it is no text or an empty one.
    public func text(_ name: String) throws(SimulatorError) -> String {
        guard let text = self[name].stringValue, !text.isEmpty else {
            throw SimulatorError("The parameter \(name) is \(self[name].text()); give a text.")
        }
        return text
    }

    /// The day of a parameter.
    ///
    /// - Parameter name: The name.
    /// - Returns: The day.
    /// - Throws: ``SimulatorError`` if it is no day.
    public func day(_ name: String) throws(SimulatorError) -> CivilDate {
        guard let day = self[name].stringValue.flatMap(CivilDate.init(_:)) else {
            throw SimulatorError("The parameter \(name) is \(self[name].text()); give a day such as 2026-01-04.")
        }
        return day
    }
}
