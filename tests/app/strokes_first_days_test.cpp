// The first days of a strain: what hands do then keeps off the sore place, on every back.
#include "strokes_cases.h"

#include "scene/strokes.h"

#include <algorithm>

namespace dorsum::app::test {

namespace {

// What is painted as sore: tension and taut bands; bracing and spreading pain are other muscles' business.
std::vector<scene::FrameZone> tender_field(const scene::Frame& frame) {
    std::vector<scene::FrameZone> field;
    for (int i = 0; i < frame.zone_count; ++i)
        if (const auto& zone = frame.zones[static_cast<std::size_t>(i)]; zone.paint == scene::ZonePaint::tension || zone.paint == scene::ZonePaint::band) field.push_back(zone);
    return field;
}

// How far inside the field a place lies, as seen from behind: skin lies over what is sore, not in it.
float inside_mm(glm::vec3 p, const std::vector<scene::FrameZone>& field) {
    float deepest = -1e9f;
    for (const auto& zone : field) {
        const glm::vec2 from(zone.a_mm), along = glm::vec2(zone.b_mm) - from, to = glm::vec2(p) - from;
        const float length2 = glm::dot(along, along), share = length2 > 0 ? std::clamp(glm::dot(to, along) / length2, 0.0f, 1.0f) : 0.0f;
        deepest = std::max(deepest, zone.radius_mm - glm::distance(to, share * along));
    }
    return deepest;
}

std::vector<Case> first_days() {
    auto cases = with_and_without_skin(cases_of("lower_back_strain"));
    for (auto& one : cases) one.state.onset = "first_days";
    return cases;
}

} // namespace

// Field and way are moved by the same joints, so they are compared at rest; levels and sides come from curve and sore side.
TEST(StrokesFirstDays, KeepOffTheTenderField) {
    auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    Worst worst, later;
    std::size_t points = 0, strokes = 0;
    for (const auto& [name, state] : first_days()) {
        const auto field = tender_field(scene::compose({state, context, state.camera}, cache));
        ASSERT_GE(field.size(), 8u) << name;
        const auto see = [&](const content::StrokeStep& step, Worst& to) {
            const auto& technique = *context.catalog.find_technique(step.technique);
            const auto laid = scene::lay_strokes(step, state, context, cache);
            for (const auto& stroke : laid) {
                const scene::PosedStrip strip(stroke.strip, std::vector<glm::mat4>(anatomy::k_joint_count, glm::mat4(1)));
                for (float along = 0; along <= strip.length_mm(); along += 2.5f)
                    for (const float across : {-technique.bearing_mm(), 0.0f, technique.bearing_mm()}) {
                        const auto p = strip.at(along, across, 0).position_mm;
                        to.see(inside_mm(p, field), fmt::format("{} {} at ({:.0f}, {:.0f}, {:.0f})", name, step.id, p.x, p.y, p.z)), ++points;
                    }
            }
            return laid.size();
        };
        const auto steps = session::plan_steps(state, context);
        ASSERT_EQ(steps.data(), condition_of("lower_back_strain").plan.early_steps.data()) << name;
        for (const auto& step : steps) {
            const auto drawn = see(step, worst);
            EXPECT_EQ(drawn, 2u) << name << " " << step.id << ": one on each side";
            strokes += drawn;
        }
        see(condition_of("lower_back_strain").plan.steps.front(), later);
    }
    fmt::print("{} strokes, {} points: the nearest stays {:.1f} mm off the tender field ({}); after the first days {:.1f} mm inside ({})\n", strokes, points, -worst.value, worst.where, later.value, later.where);
    EXPECT_LT(worst.value, 0) << worst.where;
    EXPECT_GT(later.value, 20) << "the test can fail: the glide of the later plan runs over what is sore";
}

// Nor does the drawn hand, wherever it is on its way.
TEST(StrokesFirstDays, HandsKeepOffTheTenderField) {
    auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    Worst worst;
    for (const auto& [name, state] : first_days()) {
        if (name.find("straight") == std::string::npos) continue; // hands are posed, the field is painted at rest
        const auto field = tender_field(scene::compose({state, context, state.camera}, cache));
        const auto palette = scene::shown_palette(state, context);
        for (const auto& step : session::plan_steps(state, context)) {
            const auto laid = scene::lay_strokes(step, state, context, cache);
            const double duration = session::step_duration_s(step, state, context);
            for (int moment = 0; moment < 40; ++moment)
                for (const auto& mesh : scene::stroke_hands(step, *context.catalog.find_technique(step.technique), laid, context.catalog, palette, duration * moment / 40, duration).meshes)
                    for (std::size_t v = 0; v < mesh.positions.size(); ++v)
                        if (mesh.colours[v].a > 0.85f) // not the arm that fades out
                            worst.see(inside_mm(mesh.positions[v], field), fmt::format("{} {} moment {}", name, step.id, moment));
        }
    }
    fmt::print("the nearest hand stays {:.1f} mm off the tender field ({})\n", -worst.value, worst.where);
    EXPECT_LT(worst.value, 0) << worst.where;
}

} // namespace dorsum::app::test
