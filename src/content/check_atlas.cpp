#include "content/catalog.h"

#include <fmt/format.h>
#include <set>

namespace dorsum::content {
namespace {

using anatomy::Side;

// Says everything once, with the condition or zone it is about as the place.
class AtlasCheck {
public:
    AtlasCheck(const Catalog& catalog, const anatomy::Atlas& atlas, core::Diagnostics& diagnostics)
        : catalog_(catalog), atlas_(atlas), diagnostics_(diagnostics) {}

    void run() {
        for (const auto& condition : catalog_.conditions) check(condition);
        for (const auto& group : catalog_.library)
            for (const auto& step : group.shown) check("content/technique_library.json", step);
        for (const auto& quiz : catalog_.quizzes)
            for (const auto& text : quiz.selectors) selector("content/quizzes.json", quiz.id, text);
        for (const auto& zone : catalog_.safety_zones) {
            for (const auto& point : zone.along) landmark("content/safety.json", zone.id, point);
            if (!zone.nerve.empty()) selector("content/safety.json", zone.id, zone.nerve);
        }
        for (const auto& [disc, roots] : catalog_.disc_roots)
            for (const auto& root : roots) selector("content/disc_roots.json", disc, root);
        check_names();
    }

private:
    void check(const Condition& c) {
        const auto file = fmt::format("content/conditions/{}.json", c.id);
        for (const auto& text : c.structures) selector(file, "structures", text);
        for (const auto& text : c.nerves) selector(file, "nerves", text);
        if (!c.focus.empty()) selector(file, "show/focus", c.focus);
        for (const auto& text : c.hidden) selector(file, "show/hidden", text);
        for (const auto& text : c.see_through) selector(file, "show/see_through", text);
        for (const auto& zone : c.zones) {
            selector(file, "zones/" + zone.id, zone.selector);
            for (const auto& point : zone.along) landmark(file, "zones/" + zone.id, point);
        }
        for (const auto& step : c.plan.all_steps()) check(file, step);
    }

    void check(const std::string& file, const StrokeStep& step) {
        const auto place = "plan/steps/" + step.id;
        for (const auto& text : step.targets) selector(file, place, text);
        for (const auto& path : step.paths)
            for (const auto side : {Side::left, Side::right}) {
                std::vector<glm::vec3> points;
                for (const auto& expression : path)
                    if (const auto point = landmark(file, place, expression, side)) points.push_back(*point);
                if (points.size() == path.size()) check_path(file, place, step, points);
            }
    }

    void check_path(const std::string& file, const std::string& place, const StrokeStep& step, const std::vector<glm::vec3>& points) {
        // Lengthwise strokes run toward the heart: up the back and up the leg.
        if (step.technique == "effleurage" && points.size() > 1 && !(points.back().y > points.front().y))
            once(core::Severity::error, file, place, "an effleurage must end nearer the head (on the leg: the hip) than it began",
                 "turn the path round");
        const auto hit = safety_zones_hit(catalog_, atlas_, points);
        for (const auto* zone : hit)
            if (safe_pressure(step, 5, std::span(&zone, 1)) == 0)
                once(core::Severity::error, file, place, fmt::format("its path enters '{}', where it is forbidden", zone->id),
                     "lead the path round it");
            else if (zone->pressure_cap < step.pressure_min)
                once(core::Severity::warning, file, place,
                     fmt::format("asks for pressure {} where '{}' allows {}", step.pressure_min, zone->id, zone->pressure_cap),
                     "lower the pressure or move the path; until then it is lowered when drawn");
    }

    void selector(const std::string& file, const std::string& place, const std::string& text) {
        for (const auto side : {Side::left, Side::right}) {
            const auto filled = expand(expand_disc(text, anatomy::level_l(5)), side);
            const auto selection = anatomy::resolve(atlas_, filled);
            if (!selection) once(core::Severity::error, file, place, selection.error().message, selection.error().remedy);
            else if (selection->structures.empty())
                once(core::Severity::note, file, place, fmt::format("'{}' is not in this atlas", filled), "");
            if (filled == text) break;
        }
    }

    // Our own atlas must be named in every language that ships.
    void check_names() {
        if (atlas_.foreign) return;
        for (const auto& language : catalog_.languages) {
            if (language.id == "en") continue;
            for (const auto& structure : atlas_.structures)
                if (!catalog_.words_of(language.id, structure.terms.id))
                    once(core::Severity::error, "text/" + language.id + "/structures", structure.terms.id, fmt::format("'{}' has no name in '{}'", structure.terms.name_en, language.id),
                         "add a row with name and gender");
        }
    }

    std::optional<glm::vec3> landmark(const std::string& file, const std::string& place, const std::string& expression, Side side) {
        const auto point = resolve_point(atlas_, expand(expression, side));
        if (point) return point->position_mm;
        const bool absent = point.error().code == core::ErrorCode::not_found && atlas_.foreign;
        once(absent ? core::Severity::note : core::Severity::error, file, place, point.error().message, point.error().remedy);
        return std::nullopt;
    }

    void landmark(const std::string& file, const std::string& place, const std::string& expression) {
        for (const auto side : {Side::left, Side::right}) landmark(file, place, expression, side);
    }

    void once(core::Severity severity, const std::string& file, const std::string& place, const std::string& message,
              const std::string& remedy) {
        if (said_.insert(file + place + message).second) diagnostics_.add({severity, file, "/" + place, message, remedy});
    }

    const Catalog& catalog_;
    const anatomy::Atlas& atlas_;
    core::Diagnostics& diagnostics_;
    std::set<std::string> said_;
};

} // namespace

void check_against_atlas(const Catalog& catalog, const anatomy::Atlas& atlas, core::Diagnostics& diagnostics) {
    AtlasCheck(catalog, atlas, diagnostics).run();
}

} // namespace dorsum::content
