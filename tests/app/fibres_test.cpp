// What a curve does to the fibres of the muscles beside the spine, on the baked body: muscle by muscle and along each of them.
#include "stage.h"

#include "scene/curve_report.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::app::test {

namespace {

session::SessionState painted(const std::string& curve) { return state_after({"condition scoliosis", curve, "fibre_length on"}); }

// Of a muscle at the height of a vertebra at rest, percent.
float change_at(const scene::FibreChange& change, anatomy::Level level) {
    const float y = stage().workspace->atlas.spine.frames[level.value].centre_mm.y;
    const float place = (y - change.low_mm) / (change.high_mm - change.low_mm) * static_cast<float>(scene::k_stretch_places - 1);
    return change.along[static_cast<std::size_t>(std::clamp(std::lround(place), 0L, static_cast<long>(scene::k_stretch_places) - 1))];
}

std::optional<scene::FibreChange> of(const std::vector<scene::FibreChange>& fibres, const std::string& muscle) {
    const auto found = std::find_if(fibres.begin(), fibres.end(), [&](const auto& change) { return stage().workspace->atlas.at(change.structure).terms.id == muscle; });
    return found == fibres.end() ? std::nullopt : std::optional(*found);
}

} // namespace

// On a back that bends to the right above and to the left below, the mean of a muscle that runs past both bends says nothing of either.
TEST(ConditionsFibres, AMuscleAlongTwoBendsIsLongerBesideOneAndShorterBesideTheOther) {
    const auto context = stage().workspace->context();
    const auto fibres = scene::curve_report(painted("curve preset lenke_3"), context).fibres;
    for (const std::string muscle : {"muscle.longissimus_thoracis_thoracic", "muscle.iliocostalis_lumborum_thoracic"})
        for (const std::string side : {"left", "right"}) {
            const auto found = of(fibres, muscle + "." + side);
            ASSERT_TRUE(found) << muscle;
            const auto& change = *found;
            const float sign = side == "right" ? 1.0f : -1.0f; // the upper bend goes to the right
            const float above = change_at(change, anatomy::level_t(8)), below = change_at(change, anatomy::level_l(2));
            fmt::print("{} {}: {:+.1f} % beside T8, {:+.1f} % beside L2, {:+.1f} % on the mean; from {:+.1f} to {:+.1f}\n", muscle, side, above, below, change.percent, change.shortest.percent, change.longest.percent);
            EXPECT_GT(sign * above, 1) << muscle << " " << side;
            EXPECT_LT(sign * below, -1) << muscle << " " << side;
        }
}

TEST(ConditionsFibres, ThePaintSaysWhatTheReportSays) {
    const auto context = stage().workspace->context();
    for (const char* curve : {"curve preset lenke_3", "curve cobb=40 side=left"}) {
        const auto state = painted(curve);
        const auto frame = scene::compose({state, context, state.camera}, *stage().studio.cache);
        const auto fibres = scene::curve_report(state, context).fibres;
        std::size_t painted = 0;
        for (const auto& item : frame.items) {
            const auto change = std::find_if(fibres.begin(), fibres.end(), [&](const auto& one) { return one.structure == item.structure; });
            EXPECT_EQ(item.stretch.painted(), change != fibres.end()) << context.atlas.at(item.structure).terms.id;
            if (change == fibres.end()) continue;
            ++painted;
            for (std::size_t i = 0; i < scene::k_stretch_places; ++i)
                if (std::abs(change->along[i]) > 0.5f) {
                    EXPECT_EQ(item.stretch.shares[i] > 0, change->along[i] > 0) << context.atlas.at(item.structure).terms.id;
                }
        }
        EXPECT_GT(painted, 10u);
    }
}

// A scale fits when what differs looks different: hardly anything lies beyond its end, and the strongest of every curve is well past its middle.
TEST(ConditionsFibres, TheScaleOfThePaintFitsEveryCurveThatIsOffered) {
    const auto context = stage().workspace->context();
    const auto& paint = context.catalog.fibre_paint;
    ASSERT_FALSE(paint.steps_percent.empty());
    std::vector<std::string> curves{"curve cobb=20 side=left", "curve cobb=40 side=right", "curve cobb=70 side=left"};
    for (const auto& preset : context.catalog.find_condition("scoliosis")->curve_presets) curves.push_back("curve preset " + preset.id);
    for (const auto& curve : curves) {
        std::size_t places = 0, full = 0;
        float most = 0, strongest = 0;
        for (const auto& change : scene::curve_report(painted(curve), context).fibres)
            for (const float percent : change.along) {
                ++places;
                const float share = std::abs(paint.share_of(percent));
                full += share >= 1;
                most = std::max(most, std::abs(percent)), strongest = std::max(strongest, share);
            }
        fmt::print("{}: up to {:.1f} %, painted at {:.2f} of the scale; {} of {} places at its end\n", curve, most, strongest, full, places);
        EXPECT_LE(static_cast<double>(full), 0.01 * static_cast<double>(places)) << curve << ": what is painted alike is alike";
        EXPECT_GE(strongest, 0.5f) << curve << ": a curve that shows nothing";
    }
}

TEST(ConditionsFibres, OnAStraightBackNothingIsLongerOrShorter) {
    const auto state = painted("curve off");
    for (const auto& change : scene::curve_report(state, stage().workspace->context()).fibres) {
        EXPECT_NEAR(change.shortest.percent, 0, 0.01f) << stage().workspace->atlas.at(change.structure).terms.id;
        EXPECT_NEAR(change.longest.percent, 0, 0.01f);
    }
}

} // namespace dorsum::app::test
