#include "bake/room_stage.h"

#include "bake/levels.h"
#include "bake/make_room.h"
#include "bake/muscles_body.h"
#include "bake/muscles_layers.h"
#include "bake/source_hashes.h"
#include "core/hash.h"
#include "core/parallel.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

namespace dorsum::bake {

namespace {

using anatomy::Side, anatomy::Tissue;

constexpr float k_faces_back = -0.9f; // cosine of the way a sheet faces with the way forward: it is looked at from straight behind

std::optional<RoomPart::Kind> kind_of(const anatomy::Terms& terms) {
    const Tissue tissue = terms.tissue;
    if (tissue == Tissue::muscle && terms.side == Side::none) return std::nullopt; // the diaphragm is not the same left and right: made clear of all else
    if (tissue == Tissue::bone) return RoomPart::Kind::bone;
    if (tissue == Tissue::muscle) return RoomPart::Kind::muscle;
    if (tissue == Tissue::fascia) return RoomPart::Kind::fascia;
    if (tissue == Tissue::nerve) return RoomPart::Kind::wall;
    if (tissue == Tissue::cartilage || tissue == Tissue::ligament) return RoomPart::Kind::hold;
    return std::nullopt;
}

bool is_soft(RoomPart::Kind kind) {
    return kind == RoomPart::Kind::muscle || kind == RoomPart::Kind::fascia;
}

// Layers that end on the same ridge lie there one over the other, and so do two muscles of one layer of which one lies on the other.
float end_mm(const Plan& plan, const Step& step) {
    using anatomy::Layer;
    const Layer layer = step.terms.layer;
    const float base = layer == Layer::superficial ? 1.0f : layer == Layer::intermediate ? 0.8f : 0.5f;
    const bool over_another = std::any_of(step.depends.begin(), step.depends.end(), [&](std::size_t d) {
        return plan.steps[d].terms.tissue == Tissue::muscle && plan.steps[d].terms.layer == layer;
    });
    return base + (layer == Layer::superficial && over_another ? 0.5f : 0.0f);
}

// The rows of the muscles and fasciae that the plan holds.
Facts rows_of(const Plan& plan) {
    std::set<std::string> ids;
    for (const Step& step : plan.steps) ids.insert(step.recipe.id);
    Facts out;
    const auto take = [&](const std::string& key) {
        for (auto it = plan.facts.facts.lower_bound(key + "/"); it != plan.facts.facts.end() && it->first.starts_with(key + "/"); ++it) out.facts.insert(*it);
    };
    for (const std::string& key : muscles::row_keys(plan.facts))
        if (const auto row = muscles::read_row(plan.facts, key); ids.contains(row.id + ".left")) {
            take(key);
            if (!row.whole.empty()) take(row.whole);
        }
    return out;
}

// Who lies over whom, where the rows of the facts say so.
void find_layers(const Plan& plan, const Facts& rows, const std::unordered_map<std::string, std::size_t>& part_of, std::vector<RoomPart>& parts) {
    for (const auto& layering : muscles::layerings(rows, plan.anchors)) {
        const auto over = part_of.find(layering.over);
        if (over == part_of.end()) continue;
        parts[over->second].outward = [shell = layering.shell](glm::vec3 p) {
            const glm::vec3 way = shell.outward(p);
            return !shell.radial() && way.z < k_faces_back ? glm::vec3(0, 0, -1) : way;
        };
        if (parts[over->second].kind != RoomPart::Kind::muscle && parts[over->second].hug_mm <= 0) continue; // else a fascia lies as muscles let it
        parts[over->second].end_lift_mm = layering.end_lift_mm;
        for (const std::string& id : layering.under)
            if (const auto under = part_of.find(id); under != part_of.end() && (parts[under->second].kind == RoomPart::Kind::muscle || parts[under->second].hug_mm > 0))
                parts[over->second].over.push_back(under->second);
    }
}

// Which bellies fill the room that is left, and which sheets lie down.
void find_filling(const Facts& rows, const std::unordered_map<std::string, std::size_t>& part_of, std::vector<RoomPart>& parts) {
    for (const std::string& key : muscles::row_keys(rows)) {
        const auto row = muscles::read_row(rows, key);
        if (const auto part = part_of.find(row.id + ".left"); part != part_of.end()) {
            parts[part->second].swell_mm = float(row.swell_mm);
            parts[part->second].septum_mm = float(row.septum_mm);
            if (!row.taut_mm.empty()) {
                parts[part->second].taut_mm = float(row.taut_mm.at(0));
                parts[part->second].taut_out_mm = float(row.taut_mm.at(1));
                parts[part->second].taut_end = float(row.taut.at(0));
                parts[part->second].taut_tendon = glm::vec2(row.taut.at(1), row.taut.at(2));
                parts[part->second].give = glm::vec2(row.give.at(0), row.give.at(1));
                if (row.taut_mm.size() > 2) parts[part->second].taut_bundle_mm = float(row.taut_mm.at(2));
            }
            if (row.hug_mm.empty()) continue;
            parts[part->second].hug_mm = float(row.hug_mm.at(0));
            parts[part->second].hug_gap_mm = float(row.hug_mm.at(1));
            parts[part->second].hug_slope = float(row.hug_mm.at(2));
            parts[part->second].hug_from = float(row.hug.at(0));
            parts[part->second].hug_to = float(row.hug.at(1));
        }
    }
}

std::string left_of(const std::string& right) {
    return right.substr(0, right.rfind('.')) + ".left";
}

} // namespace

std::vector<std::uint64_t> give_room(const Plan& plan, const std::vector<std::uint64_t>& contents, std::vector<Baked>& baked,
                                     const Cache& cache, int threads) {
    std::vector<std::uint64_t> keys;
    std::vector<std::size_t> soft; // steps of muscles and fasciae
    bool any_muscle = false;
    core::Hash64 all;
    all.text(source_hash("room"));
    for (std::size_t i = 0; i < baked.size(); ++i) {
        const Step& step = plan.steps[i];
        keys.push_back(contents[i]);
        const auto kind = kind_of(step.terms);
        if (!kind || baked[i].levels[0].empty()) continue;
        all.text(step.recipe.id).value(contents[i]);
        if (is_soft(*kind)) soft.push_back(i);
        any_muscle = any_muscle || *kind == RoomPart::Kind::muscle;
    }
    if (!any_muscle) return keys;
    const Facts rows = rows_of(plan); // they say more than the shapes show: what lies over what, and how
    all.value(rows.hash({""}));
    for (const auto& [name, p] : plan.anchors) all.text(name).value(p);
    bool known = true;
    std::vector<Baked> found;
    for (const std::size_t i : soft) {
        keys[i] = core::Hash64().value(all.digest()).text(plan.steps[i].recipe.id).digest();
        auto one = known ? cache.find_structure(keys[i]) : std::nullopt;
        known = one.has_value();
        if (known) found.push_back(std::move(*one));
    }
    if (known) {
        for (std::size_t n = 0; n < soft.size(); ++n) baked[soft[n]] = std::move(found[n]);
        return keys;
    }
    std::vector<RoomPart> parts;
    std::unordered_map<std::string, std::size_t> lefts, part_of;
    for (std::size_t i = 0; i < baked.size(); ++i) {
        const Step& step = plan.steps[i];
        const auto kind = kind_of(step.terms);
        if (!kind || baked[i].levels[0].empty()) continue;
        if (is_soft(*kind) && step.terms.side == Side::right) continue;
        part_of.emplace(step.recipe.id, parts.size());
        parts.push_back({*kind, &baked[i].levels[0], end_mm(plan, step)});
        if (step.terms.side == Side::left) lefts.emplace(step.recipe.id, i);
    }
    find_filling(rows, part_of, parts);
    find_layers(plan, rows, part_of, parts);
    make_room(parts, threads);
    core::parallel_for(threads, soft.size(), [&](std::size_t n) {
        if (plan.steps[soft[n]].terms.side == Side::right) return;
        auto& mesh = baked[soft[n]].levels[0];
        mesh = finest_level(std::move(mesh), Grain::coarse); // what was pushed together may have become a sliver
    });
    core::parallel_for(threads, soft.size(), [&](std::size_t n) {
        const std::size_t i = soft[n];
        if (plan.steps[i].terms.side == Side::right)
            if (const auto left = lefts.find(left_of(plan.steps[i].recipe.id)); left != lefts.end())
                baked[i].levels[0] = geometry::mirrored(baked[left->second].levels[0]);
        cache.store(keys[i], baked[i]);
    });
    return keys;
}

} // namespace dorsum::bake
