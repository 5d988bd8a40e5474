import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConstructionFlows
import Governance
import JSON

/// What an implementer looks up: objects, events, flows and interfaces, as the product has them.
struct Catalogue {
    let interfaces: [ConnectorRegistry.Entry]
    /// The installation whose own interfaces and ownership are told as well; `nil` for the product alone.
    var installation: PurlinConfiguration?

    /// Who owns what: in the installation, or where nobody says otherwise.
    private var ownership: OwnershipPolicy { installation?.governance.policy.ownership ?? .standard }

    var json: JSON {
        [
            "objects": .array(CanonicalVocabulary.schemas.map(\.jsonSchema)),
            "events": .array(CanonicalVocabulary.events.map(\.json)),
            "flows": .array(FlowCatalogue.flows.map(\.json)),
            "interfaces": .array(interfaces.map { $0.manifest.interfaceJSON }),
            "installation": installation.map { .array(GovernancePage.interfaceRows(of: $0).map(\.json)) } ?? .null,
            "ownership": ownership.json,
        ]
    }

    /// The whole catalogue as a page.
    var page: String {
        let parts = [
            """
            # Catalogue

            What Purlin's flows, connectors and journal speak of: written by `purlin catalogue write`, never by hand.

            **Classes**: C0 reference, C1 internal, C2 commercially confidential, C3 personal and pay, C4 bank and identity \
            numbers. Fields of C3 and C4 are withheld from what people see ([audit](audit.md)). **Units** are codes of UN/ECE \
            Recommendation 20 (HUR hours, SEC seconds), or the name of the field that says them. Amounts, hours and quantities \
            are exact decimals written as text. A field that is not required may be left out or null; a member that is not \
            listed is refused. A record that is not as described here is kept back as a case `schema_violation`, with every \
            path. The same as [JSON Schema](schemas), one file per object and version: within a version only optional fields \
            are added.
            """,
            flowSection, interfaceSection, ownershipSection, "## Objects", objectIndex,
        ]
        let objects = CanonicalVocabulary.schemas.map(\.section)
        return (parts + objects + ["## Events", eventSection]).joined(separator: "\n\n") + "\n"
    }

    private var flowSection: String {
        var table = MarkdownTable(["flow", "takes", "writes", "in the order of", "rules"])
        for flow in FlowCatalogue.flows {
            table.add([
                "**\(flow.name)**: \(flow.summary)", Self.links(flow.consumes), Self.links(flow.writes), flow.key,
                flow.source,
            ])
        }
        return "## Flows\n\n\(table.text)"
    }

    private var interfaceSection: String {
        var table = MarkdownTable(["connector", "ways", "reads", "writes", "speaks"])
        for entry in interfaces {
            let manifest = entry.manifest
            table.add([
                "**\(manifest.id)** \(manifest.version): \(manifest.summary)",
                entry.capabilities.map(\.rawValue).sorted().joined(separator: ", "), Self.links(manifest.reads),
                Self.links(manifest.writes), manifest.wireVersions.joined(separator: ", "),
            ])
        }
        return "## Interfaces\n\n\(table.text)\(installation.map { "\n\n\(section(of: $0))" } ?? "")"
    }

    private func section(of installation: PurlinConfiguration) -> String {
        var table = MarkdownTable(GovernancePage.interfaceColumns)
        for row in GovernancePage.interfaceRows(of: installation) { table.add(row.cells) }
        let environment = installation.governance.policy.interfaces.environment?.rawValue
        return """
            ### Interfaces of this installation

            What this installation is for: \(environment ?? "nobody has said"). A system that is not listed, or whose interface is \
            proposed or retired, is not spoken to.

            \(table.text)
            """
    }

    private var ownershipSection: String {
        let isOwn = installation != nil
        var table = MarkdownTable(OwnershipPolicy.stageColumns + (isOwn ? ["rule"] : []))
        for (cells, stage) in ownership.stageRows {
            table.add([Self.link(cells[0])] + cells.dropFirst() + (isOwn ? [stage.origin.description] : []))
        }
        let whose = isOwn ? "in this installation" : "unless a [governance file](governance.md) says otherwise"
        return """
            ## Ownership

            Who may write an object at which stage of the workflow, \(whose): \
            its owner, and who else is named, with the members that those may change. What another one writes is a case \
            `ownership_conflict`. The event under "until" hands the object on to its next stage.

            \(table.text)
            """
    }

    private var objectIndex: String {
        var table = MarkdownTable(["object", "version", "class", "key", "taken by", "written by"])
        for schema in CanonicalVocabulary.schemas {
            let takers = FlowCatalogue.flows.filter { $0.consumes.contains(schema.object) }.map(\.name)
            let writers = FlowCatalogue.flows.filter { $0.writes.contains(schema.object) }.map(\.name)
            table.add([
                Self.link(schema.object), "\(schema.version)", schema.sensitivity.rawValue,
                schema.key.joined(separator: ", "), takers.joined(separator: ", "), writers.joined(separator: ", "),
            ])
        }
        return table.text
    }

    private var eventSection: String {
        let groups = FlowCatalogue.flows.map { Optional($0.name) } + [nil]
        return groups.map { flow in
            var table = MarkdownTable(["event", "what is noted"])
            for event in CanonicalVocabulary.events where event.flow == flow {
                table.add(["**\(event.name)**: \(event.summary)", event.members.map(\.brief).joined(separator: "; ")])
            }
            return "### \(flow ?? "The runtime")\n\n\(table.text)"
        }.joined(separator: "\n\n")
    }

    /// The names of objects, each with a link to its section where it has one.
    private static func links(_ objects: [String]) -> String {
        objects.isEmpty ? "" : objects.map(link).joined(separator: ", ")
    }

    private static func link(_ object: String) -> String {
        CanonicalVocabulary.schema(of: object) == nil ? object : "[\(object)](#\(object.lowercased()))"
    }
}

extension CanonicalSchema {
    fileprivate var section: String {
        var table = MarkdownTable(["field", "type", "unit", "class", "meaning"])
        for (path, field) in allFields {
            let type = field.type.name + (field.isRequired ? "" : ", optional")
            table.add(["`\(path)`", type, field.unit ?? "", field.sensitivity.rawValue, field.summary])
        }
        let needs = requires.keys.sorted().map { name in
            "\n\nWhere `\(name)` is there, \((requires[name] ?? []).map { "`\($0)`" }.joined(separator: ", ")) must be, too."
        }
        return """
            ### \(object)

            \(summary) Version \(version), class \(sensitivity.rawValue), \(source); \
            [schema](schemas/\(fileName)).

            \(table.text)\(needs.joined())
            """
    }
}

extension CanonicalEvent {
    fileprivate var json: JSON {
        [
            "event": .string(name), "flow": flow.map { .string($0) } ?? .null, "summary": .string(summary),
            "members": .array(
                SchemaField.flattened(members).map { path, field in
                    [
                        "path": .string(path), "type": .string(field.type.name), "required": .bool(field.isRequired),
                        "unit": field.unit.map { .string($0) } ?? .null, "class": .string(field.sensitivity.rawValue),
                        "summary": .string(field.summary),
                    ]
                }
            ),
        ]
    }
}

extension SchemaField {
    fileprivate var brief: String { "`\(name)` \(summary)\(isRequired ? "" : " (optional)")" }
}

extension FlowDescription {
    fileprivate var json: JSON {
        [
            "flow": .string(name), "summary": .string(summary), "source": .string(source), "key": .string(key),
            "consumes": .array(consumes.map(JSON.string)), "writes": .array(writes.map(JSON.string)),
        ]
    }
}

extension ConnectorManifest {
    fileprivate var interfaceJSON: JSON {
        [
            "connector": .string(id), "version": .string(version), "summary": .string(summary),
            "reads": .array(reads.map(JSON.string)), "writes": .array(writes.map(JSON.string)),
            "wireVersions": .array(wireVersions.map(JSON.string)),
        ]
    }
}

/// A table of a page.
private struct MarkdownTable {
    private var lines: [String]

    init(_ header: [String]) {
        lines = [Self.row(header), Self.row(header.map { _ in "---" })]
    }

    mutating func add(_ cells: [String]) { lines.append(Self.row(cells)) }

    var text: String { lines.joined(separator: "\n") }

    private static func row(_ cells: [String]) -> String {
        "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
}
