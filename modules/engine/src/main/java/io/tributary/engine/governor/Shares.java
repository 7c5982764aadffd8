package io.tributary.engine.governor;

import java.util.List;

/** Divides what there is among those who want it. Pure. */
final class Shares {
  /**
   * @param weight above 0
   * @param most what it can use at most; infinite when nobody knows
   */
  record Want(double weight, double most) {}

  private Shares() {}

  /**
   * By weight, where none gets more than it wants while another wants more: what is left when all
   * have what they want is divided by weight, too.
   */
  static double[] divide(double total, List<Want> wants) {
    double[] shares = new double[wants.size()];
    boolean[] content = new boolean[wants.size()];
    double left = total;
    double weights = wants.stream().mapToDouble(Want::weight).sum();
    boolean changed = true;
    while (changed) {
      changed = false;
      double each = left / weights;
      for (int i = 0; i < shares.length && weights > 0; i++) {
        Want want = wants.get(i);
        if (!content[i] && want.most() <= each * want.weight()) {
          content[i] = true;
          changed = true;
          shares[i] = want.most();
          left -= want.most();
          weights -= want.weight();
        }
      }
    }
    double all = wants.stream().mapToDouble(Want::weight).sum();
    boolean allContent = weights <= 1e-9;
    for (int i = 0; i < shares.length; i++) {
      double weight = wants.get(i).weight();
      if (allContent) {
        shares[i] += Math.max(0, left) * weight / all;
      } else if (!content[i]) {
        shares[i] = left * weight / weights;
      }
    }
    return shares;
  }
}
