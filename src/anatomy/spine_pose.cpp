#include "anatomy/spine_pose.h"

#include "anatomy/cobb.h"
#include "anatomy/pose_parts.h"

#include <algorithm>
#include <cmath>

namespace dorsum::anatomy {

namespace {

// What the curves must be driven by so that the angles found on the drawn end plates are the asked ones: the body at rest is not
// quite straight, and a plate is not quite square to its vertebra. Less is asked at times than the body shows at rest: then it is bent
// the other way, a little. Where so little is asked that other plates become the most tilted ones from round to round, ever smaller steps
// are taken, and the best round counts.
SpineCurve driven(const SpineBody& body, const SpineCurve& asked, const BodyModel& model) {
    constexpr int k_rounds = 24;
    constexpr float k_close_deg = 0.05f, k_smaller = 0.6f;
    SpineCurve drive = asked, best = asked;
    float least = 1e9f, step = 1;
    for (int round = 0; round < k_rounds; ++round) {
        const auto found = found_for(body, asked, bend_by(body.rest, shape_of(body.rest, drive, model), {}));
        const auto tried = drive;
        float worst = 0;
        for (std::size_t i = 0; i < asked.segments.size(); ++i) {
            if (asked.segments[i].cobb_deg <= 0) continue;
            const float miss = asked.segments[i].cobb_deg - found[i].cobb_deg;
            worst = std::max(worst, std::abs(miss));
            drive.segments[i].cobb_deg = std::max(-model.most_back_deg, drive.segments[i].cobb_deg + step * miss);
        }
        if (worst < least) least = worst, best = tried;
        else step *= k_smaller;
        if (worst < k_close_deg) return drive; // and so much nearer still
    }
    return best;
}

} // namespace

std::array<VertebraFrame, k_level_count> bend(const SpineBody& body, const SpinePose& pose, const BodyModel& model) {
    if (pose.curve.straight() && pose.forward <= 0) return body.rest.frames;
    const auto drive = pose.curve.straight() ? SpineCurve{} : driven(body, pose.curve, model);
    return bend_by(body.rest, shape_of(body.rest, drive, model), flexion_sums(model.bend, pose.forward), body.glide.get());
}

std::vector<glm::mat4> joint_palette(const SpineBody& body, const SpinePose& pose, const BodyModel& model) {
    std::vector<glm::mat4> palette(k_joint_count, glm::mat4(1));
    if (pose.at_rest()) return palette;
    if (!pose.curve.straight() || pose.forward > 0) carry(palette, body.rest, bend(body, pose, model), model);
    if (pose.breath > 0) breathe(palette, body.rest, model.breath, pose.breath);
    return palette;
}

} // namespace dorsum::anatomy
