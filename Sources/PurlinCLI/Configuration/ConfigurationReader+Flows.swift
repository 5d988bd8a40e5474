import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConstructionFlows
import Governance

extension ConfigurationReader {
    /// What the readers of single flows need of the rest of the file.
    struct FlowSurroundings {
        let company: CompanyConfiguration
        let systems: [PurlinConfiguration.System]
        let people: [Person]
        /// What the codes of other systems stand for.
        let codes: CodeCrosswalk
        /// Whose approval is needed for what.
        let approvals: ApprovalPolicy
    }

    func flows(
        _ value: YAMLValue,
        company: CompanyConfiguration?,
        systems: [PurlinConfiguration.System],
        people: [Person],
        codes: CodeCrosswalk,
        approvals: ApprovalPolicy
    ) -> [FlowBinding] {
        let readers: [(name: String, read: (YAMLValue, FlowSurroundings) -> FlowBinding?)] = [
            ("equipmentUsageToJobCost", equipmentUsage), ("timeToPayrollToJobCost", timeToPayroll),
            ("estimateToBudget", estimateToBudget), ("openingBalancesToJobCost", openingBalances),
            ("accrualsToJobCost", accruals),
        ]
        let mapping = MappingReader(value, allowed: readers.map(\.name))
        // Without a usable company the rest is read all the same, so that everything that is wrong is told at once.
        guard let company = company ?? CompanyConfiguration.placeholder else { return [] }
        let surroundings = FlowSurroundings(
            company: company,
            systems: systems,
            people: people,
            codes: codes,
            approvals: approvals
        )
        let given = readers.filter { mapping.optional($0.name) != nil }
        if given.isEmpty { value.report("names no flow; known are \(readers.map(\.name).joined(separator: ", "))") }
        return given.compactMap { reader in
            mapping.optional(reader.name).flatMap { value in
                guard var binding = reader.read(value, surroundings) else { return nil }
                binding.mode = mode(of: value) ?? binding.mode
                return binding
            }
        }
    }

    /// Whether what a flow wants written is written; the flow's own reader knows the key.
    private func mode(of flow: YAMLValue) -> FlowBinding.Mode? {
        guard let value = flow.members().first(where: { $0.0 == "mode" })?.1 else { return nil }
        let known = FlowBinding.Mode.allCases.map(\.rawValue)
        return value.value(known.joined(separator: " or ")) { FlowBinding.Mode(rawValue: $0) }
    }

    /// The names of systems that a flow reads from or writes to; reports those that are none or cannot.
    func systemNames(
        _ value: YAMLValue,
        _ systems: [PurlinConfiguration.System],
        with capabilities: [Capability]
    ) -> [String] {
        value.texts().filter { name in
            guard let system = systems.first(where: { $0.name == name }) else {
                let hint = name.nearest(among: systems.map(\.name)).map { "; did you mean '\($0)'?" } ?? ""
                value.report("there is no usable system '\(name)' under 'systems'\(hint)")
                return false
            }
            guard !system.entry.capabilities.isDisjoint(with: capabilities) else {
                let names = capabilities.map { "'\($0.rawValue)'" }.joined(separator: " or ")
                value.report("the connector of '\(name)' has no capability \(names)")
                return false
            }
            return true
        }
    }
}
