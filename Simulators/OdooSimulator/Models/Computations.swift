import Foundation

/// The functions that give derived values, by the names that the models use.
enum Computations {
    /// Gives a value of one record.
    typealias Function = @Sendable (Environment, ModelDefinition, Int64) -> FieldValue

    /// The functions by name.
    static let table: [String: Function] = general.merging(partners) { $1 }
        .merging(analytics) { $1 }
        .merging(people) { $1 }
        .merging(products) { $1 }
        .merging(accounting) { $1 }
        .merging(payments) { $1 }
        .merging(reversals) { $1 }
        .merging(currencies) { $1 }
        .merging(purchasing) { $1 }.merging(stock) { $1 }.merging(selling) { $1 }.merging(units) { $1 }

    private static let general: [String: Function] = [
        "display_name": { .text($0.displayName($1, $2)) },
        "nothing": { _, _, _ in .null },
        "state_display_name": { environment, model, id in
            let code = environment.value(along: "country_id.code", from: model, id).textValue ?? ""
            return .text("\(environment.name(model, id)) (\(code))")
        },
        "currency_decimals": { environment, model, id in
            let step = environment.value("rounding", in: model, id).decimalValue
            return .integer(step > 0 && step < 1 ? Int64(max(0, -step.exponent)) : 0)
        },
        "unit_factor_inverse": { environment, model, id in
            let factor = environment.value("factor", in: model, id).decimalValue
            return .decimal(factor == 0 ? 0 : 1 / factor)
        },
        "unit_ratio": { environment, model, id in
            switch environment.value("uom_type", in: model, id) {
            case .text("reference"): return .decimal(1)
            case .text("bigger"): return environment.value("factor_inv", in: model, id)
            default: return environment.value("factor", in: model, id)
            }
        },
        "path_name": { environment, model, id in
            .text(environment.path(model, id).map { environment.name(model, $0) }.joined(separator: " / "))
        },
        "parent_path": { environment, model, id in
            .text(environment.path(model, id).map { "\($0)/" }.joined())
        },
        "complete_id": { environment, model, id in
            let module = environment.value("module", in: model, id).textValue ?? ""
            let name = environment.value("name", in: model, id).textValue ?? ""
            return .text([module, name].filter { !$0.isEmpty }.joined(separator: "."))
        },
        "model_data_reference": { environment, model, id in
            let target = environment.value("model", in: model, id).textValue ?? ""
            return .text("\(target),\(environment.value("res_id", in: model, id).recordIDs.first ?? 0)")
        },
        "model_data_display_name": { environment, model, id in
            guard let target = environment.value("model", in: model, id).textValue, target != model.name,
                let targetModel = environment.catalogue[target],
                let record = environment.value("res_id", in: model, id).recordIDs.first,
                environment.exists(target, record)
            else { return environment.value("complete_name", in: model, id) }
            return .text(environment.displayName(targetModel, record))
        },
    ]
}

extension Environment {
    /// The records from the top down to this one along `parent_id`.
    func path(_ model: ModelDefinition, _ id: Int64) -> [Int64] {
        var path = [id]
        var current = id
        while let parent = value("parent_id", in: model, current).recordID, !path.contains(parent) {
            path.insert(parent, at: 0)
            current = parent
        }
        return path
    }

    /// The text of the field `name`.
    func name(_ model: ModelDefinition, _ id: Int64) -> String {
        value("name", in: model, id).textValue ?? ""
    }
}
